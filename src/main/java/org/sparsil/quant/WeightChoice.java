// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.WeightCodebook;
import org.sparsil.qgraph.Rounding;
import org.sparsil.quant.Block.DenseBlock;
import org.sparsil.quant.QuantizeOptions.Granularity;
import org.sparsil.quant.QuantizeOptions.Scales;
import org.sparsil.tensor.FloatTensor;

/**
 * Decides which of the {@link WeightQuantizer}'s ways a layer takes, and with which scales.
 *
 * @param outputScale of the format to requantize to; 0 if the accumulator goes to a table
 */
record WeightChoice(
    QuantizeOptions options,
    LayerNotes notes,
    DenseBlock block,
    RealRows rows,
    double outputScale) {

  IntegerWeights choose() {
    Dense dense = block.dense();
    WeightQuantizer quantizer = new WeightQuantizer(dense, rows.signs());
    int clusters = options.clusters(dense.name());
    int bits = options.weightBits(dense.name());
    Optional<IntegerWeights> exact = quantizer.exact();
    if (exact.isPresent()) {
      requireCodebook(exact.get(), clusters);
      return exact.get();
    }
    if (dense.weightScale().isPresent()) {
      notes.note("the weights are not multiples of their scale, so they are rounded anew");
    }
    Optional<FloatTensor> codebook = codebook(dense, clusters, bits);
    if (codebook.isPresent()) {
      return quantizer.codebook(codebook.get(), bits, powersOfTwo());
    }
    if (clusters > 0 && quantizer.hasSurvivors()) {
      boolean perChannel = options.granularity() == Granularity.CHANNEL && outputScale > 0;
      return quantizer.clustered(clusters, bits, perChannel, powersOfTwo());
    }
    if (outputScale == 0 && options.granularity() != Granularity.TENSOR) {
      notes.note("its weights share one scale, since its activation is a table");
    }
    return quantizer.plain(bits, scales(perChannel()));
  }

  private void requireCodebook(IntegerWeights weights, int clusters) {
    int levels = weights.matrix().codebook().size();
    if (clusters > 0 && levels > clusters) {
      notes.error(
          Code.QUANT_003,
          "weights have %d distinct values, the codebook allows %d".formatted(levels, clusters),
          "they stand for integers that must stay exact; set 'clusters' of this layer to 0");
    }
  }

  /** The weights' few values, if they are few enough as they are. */
  private static Optional<FloatTensor> codebook(Dense dense, int clusters, int bits) {
    int most = (1 << bits) - 2; // Symmetric integers of these bits other than 0.
    return clusters > 0
        ? WeightCodebook.distinct(dense.weights(), Math.min(clusters, most))
            .filter(levels -> levels.size() > 0)
        : WeightCodebook.find(dense.weights()).filter(levels -> levels.size() <= most);
  }

  private boolean perChannel() {
    return outputScale > 0
        && switch (options.granularity()) {
          case AUTO -> options.scales() == Scales.ARBITRARY;
          case TENSOR -> false;
          case CHANNEL -> true;
        };
  }

  /** For power-of-two scales, what brings a codebook's scale there. */
  private Optional<RowScales> powersOfTwo() {
    return options.scales() == Scales.POWER_OF_TWO && outputScale > 0
        ? Optional.of(scales(options.granularity() == Granularity.CHANNEL))
        : Optional.empty();
  }

  private RowScales scales(boolean perChannel) {
    boolean ownMultiplier =
        options.rounding() != Rounding.TFLITE && options.rounding() != Rounding.TFLITE16;
    boolean powerOfTwo = options.scales() == Scales.POWER_OF_TWO;
    return new RowScales(
        rows.accumulatorUnits(),
        rows.biases(),
        ownMultiplier || powerOfTwo ? outputScale : 0,
        perChannel,
        powerOfTwo ? 0 : options.multiplierBits());
  }
}
