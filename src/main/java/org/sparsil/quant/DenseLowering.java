// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.Rounding;
import org.sparsil.quant.Block.DenseBlock;
import org.sparsil.tensor.LongTensor;

/** Makes the integer form of one dense block, or of what a convolution does with a window. */
final class DenseLowering {
  private static final double LARGEST_BIAS = Math.scalb(1.0, 62);

  private final QuantizeOptions options;
  private final LayerNotes notes;
  private final DenseBlock block;
  private final Source source;
  private final FixedPoint format;
  private final Multiplicands multiplicands;

  /** What the weights of a layer are multiplied by. */
  interface Multiplicands {
    /** All integers, the zero point subtracted. */
    Interval range();

    /** The mean real number that a row's weight in a column is multiplied by. */
    double mean(int row, int column);
  }

  /**
   * Of a block.
   *
   * @param source what it reads
   * @param format of what it makes
   */
  DenseLowering(
      QuantizeOptions options,
      LayerNotes notes,
      DenseBlock block,
      Source source,
      FixedPoint format,
      Multiplicands multiplicands) {
    this.options = options;
    this.notes = notes;
    this.block = block;
    this.source = source;
    this.format = format;
    this.multiplicands = multiplicands;
  }

  /**
   * The integer layer.
   *
   * @param measured the statistics of what its function is applied to
   * @throws ArithmeticException if a number exceeds 63 bits
   */
  QDense lower(ValueStatistics measured) {
    RealRows rows = RealRows.of(block, source.format().scale());
    IntegerWeights weights =
        new WeightChoice(options, notes, block, rows, isTable() ? 0 : format.scale()).choose();
    double[] scales = rows.accumulatorScales(weights);
    LongTensor bias = bias(biases(rows, weights), scales);
    StageLowering stages = new StageLowering(options, notes, block.function(), format);
    OutputStage stage =
        isTable()
            ? stages.table(scales, sums(weights.matrix(), bias), measured.range())
            : stages.requantize(scales);
    return new QDense(block.name(), source.name(), weights.matrix(), bias, stage);
  }

  private boolean isTable() {
    return block.function().clip().isEmpty();
  }

  private double[] biases(RealRows rows, IntegerWeights weights) {
    double[] biases = rows.biases();
    for (int row = 0; row < biases.length; row++) {
      if (options.biasCorrection() && !weights.exact()) {
        biases[row] += rows.factor(row) * meanError(weights, row, rows.signs()[row]);
      }
      if (options.rounding() == Rounding.FLOOR && !isTable()) {
        biases[row] += format.scale() / 2;
      }
    }
    return biases;
  }

  /** How much less the integer weights of a row give for the mean input: Σ (w − ŵ) · x̄. */
  private double meanError(IntegerWeights weights, int row, int sign) {
    Dense dense = block.dense();
    double sum = 0;
    for (int input = 0; input < dense.columns(); input++) {
      sum += dense.weights().get(row * dense.columns() + input) * multiplicands.mean(row, input);
    }
    CodedMatrix matrix = weights.matrix();
    double scale = weights.rowScale(row) * sign;
    for (int entry = matrix.start(row); entry < matrix.end(row); entry++) {
      sum -= scale * matrix.level(entry) * multiplicands.mean(row, matrix.column(entry));
    }
    return sum;
  }

  private static LongTensor bias(double[] biases, double[] scales) {
    long[] integers = new long[biases.length];
    for (int row = 0; row < integers.length; row++) {
      double integer = Math.rint(biases[row] / scales[row]);
      if (Math.abs(integer) >= LARGEST_BIAS) {
        throw new ArithmeticException(
            "bias %d needs %d bits, at most 63 are supported"
                .formatted(row, Math.getExponent(integer) + 2));
      }
      integers[row] = (long) integer;
    }
    return LongTensor.vector(integers);
  }

  /** The finished sums of each row. */
  private List<Interval> sums(CodedMatrix matrix, LongTensor bias) {
    Interval input = multiplicands.range();
    List<Interval> sums = new ArrayList<>();
    for (int row = 0; row < matrix.rows(); row++) {
      Interval sum = Interval.of(bias.get(row));
      for (int entry = matrix.start(row); entry < matrix.end(row); entry++) {
        sum = sum.plus(input.times(matrix.level(entry)));
      }
      sums.add(sum);
    }
    return sums;
  }
}
