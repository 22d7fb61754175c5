// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.diag.Code;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.qgraph.Requantize;

/**
 * Proves by exact interval analysis that an accumulator, and what its output stage makes of it on
 * the way, need at most 63 bits; says how many they need if not.
 */
record WidthCheck(LayerNotes notes) implements OutputStage.Visitor<Requantize> {
  private static final int MAX_BITS = 63;

  void check(QWeighted layer, Interval input, int zeroPoint) {
    try {
      check(layer.stage(), RangeAnalysis.accumulator(layer, input, zeroPoint));
    } catch (ArithmeticException beyondLong) {
      error("accumulator", bits(largestSum(layer, input, zeroPoint)));
    }
  }

  void check(QElementwise layer, Interval input, int zeroPoint) {
    check(layer.stage(), input.plus(Interval.of(-(long) zeroPoint)));
  }

  /** Of a layer's output stage and all its accumulators. */
  void check(OutputStage stage, Interval accumulators) {
    if (accumulators.signedBits() > MAX_BITS) {
      error("accumulator", accumulators.signedBits());
      return;
    }
    Requantize requantize = stage.accept(this);
    for (int channel = 0; channel < requantize.multiplier().size(); channel++) {
      try {
        Interval product = accumulators.times(requantize.multiplierOf(channel));
        requantize.apply(accumulators.min(), channel);
        requantize.apply(accumulators.max(), channel);
        if (product.signedBits() > MAX_BITS) {
          error("product with the multiplier", product.signedBits());
          return;
        }
      } catch (ArithmeticException beyondLong) {
        error("product with the multiplier", bits(largestProduct(requantize, accumulators)));
        return;
      }
    }
  }

  private void error(String what, int bits) {
    notes.error(
        Code.QUANT_001,
        "the %s needs %d bits, at most %d are supported".formatted(what, bits, MAX_BITS),
        "use fewer bits for weights, activations or multipliers");
  }

  private static int bits(double magnitude) {
    return Math.getExponent(magnitude) + 2;
  }

  private static double largestSum(QWeighted layer, Interval input, int zeroPoint) {
    Interval factors = layer.multiplicands(input, zeroPoint);
    double largestInput =
        Math.max(
            Math.abs((double) factors.min() - zeroPoint),
            Math.abs((double) factors.max() - zeroPoint));
    CodedMatrix weights = layer.weights();
    double largest = 0;
    for (int row = 0; row < weights.rows(); row++) {
      double sum = Math.abs((double) layer.bias().get(row));
      for (int entry = weights.start(row); entry < weights.end(row); entry++) {
        sum += largestInput * Math.abs(weights.level(entry));
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** TensorFlow Lite's rounding shifts left before it multiplies. */
  private static double largestProduct(Requantize stage, Interval accumulators) {
    double largest = 0;
    for (int channel = 0; channel < stage.multiplier().size(); channel++) {
      double magnitude =
          Math.max(Math.abs((double) accumulators.min()), (double) accumulators.max());
      double product = magnitude * stage.multiplierOf(channel);
      largest = Math.max(largest, Math.scalb(product, Math.max(0, 31 - stage.shiftOf(channel))));
    }
    return largest;
  }

  @Override
  public Requantize requantize(Requantize stage) {
    return stage;
  }

  @Override
  public Requantize lookUpTable(LookUpTable stage) {
    return stage.index();
  }

  @Override
  public Requantize accumulator(Accumulator stage) {
    throw new IllegalStateException("quantization makes no raw accumulators");
  }
}
