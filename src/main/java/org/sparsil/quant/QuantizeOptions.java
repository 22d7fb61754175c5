// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.Rounding;

/**
 * How a network becomes integer.
 *
 * @param weightBits 2 to 16; weights that stand for integers keep them whatever their width
 * @param activationBits 1 to 16; the network's input has at least 8
 * @param outputBits 2 to 31, of what leaves the network or enters an arg-max
 * @param clusters weight values per layer other than 0, found by k-means; 0 for none
 * @param scales which real numbers a scale may be
 * @param granularity what shares a weight scale
 * @param calibration how a range follows from measured values
 * @param percentile for {@link CalibrationMethod#PERCENTILE}: above 50, at most 100
 * @param rounding of requantizing output stages
 * @param biasCorrection whether biases take up the mean error that rounded weights make
 * @param tableIndexBits 4 to 16: the widest address of an activation table
 * @param multiplierBits 2 to 31, of requantizing multipliers (rounding HALF_UP and FLOOR); 17 fit
 *     one DSP slice
 * @param layers what differs for single layers, by name; the input's name sets its bits
 */
public record QuantizeOptions(
    int weightBits,
    int activationBits,
    int outputBits,
    int clusters,
    Scales scales,
    Granularity granularity,
    CalibrationMethod calibration,
    double percentile,
    Rounding rounding,
    boolean biasCorrection,
    int tableIndexBits,
    int multiplierBits,
    Map<String, LayerOptions> layers) {

  /** Which real numbers a scale may be. */
  public enum Scales {
    /** Requantizing multiplies and shifts. */
    ARBITRARY,
    /** Requantizing is a pure shift, where no foreign scale interferes. */
    POWER_OF_TWO
  }

  /** What shares a weight scale. */
  public enum Granularity {
    /** {@code TENSOR} for codebooks, tables and power-of-two scales, else {@code CHANNEL}. */
    AUTO,
    TENSOR,
    CHANNEL
  }

  /** How a range follows from measured values. */
  public enum CalibrationMethod {
    MIN_MAX,
    PERCENTILE,
    /** The range of the least mean squared error of rounding and clipping together. */
    MSE
  }

  /** What differs for one layer. */
  public record LayerOptions(
      Optional<Integer> weightBits, Optional<Integer> activationBits, Optional<Integer> clusters) {
    public static final LayerOptions NONE =
        new LayerOptions(Optional.empty(), Optional.empty(), Optional.empty());

    public LayerOptions {
      weightBits.ifPresent(QuantizeOptions::checkWeightBits);
      activationBits.ifPresent(QuantizeOptions::checkActivationBits);
      clusters.ifPresent(QuantizeOptions::checkClusters);
    }
  }

  public QuantizeOptions {
    checkWeightBits(weightBits);
    checkActivationBits(activationBits);
    check("output bits", outputBits, 2, 31);
    checkClusters(clusters);
    if (!(percentile > 50 && percentile <= 100)) {
      throw new UserException(
          "settings",
          Code.CONFIG_001,
          "percentile is %s, allowed is above 50 to 100".formatted(percentile));
    }
    check("table index bits", tableIndexBits, 4, 16);
    check("multiplier bits", multiplierBits, 2, 31);
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /** 8-bit weights and activations, 16-bit outputs. */
  public static QuantizeOptions defaults() {
    return new QuantizeOptions(
        8,
        8,
        16,
        0,
        Scales.ARBITRARY,
        Granularity.AUTO,
        CalibrationMethod.MIN_MAX,
        99.99,
        Rounding.HALF_UP,
        true,
        12,
        17,
        Map.of());
  }

  /** The same with other bits. */
  public QuantizeOptions withBits(int newWeightBits, int newActivationBits, int newOutputBits) {
    return new QuantizeOptions(
        newWeightBits,
        newActivationBits,
        newOutputBits,
        clusters,
        scales,
        granularity,
        calibration,
        percentile,
        rounding,
        biasCorrection,
        tableIndexBits,
        multiplierBits,
        layers);
  }

  int weightBits(String layer) {
    return of(layer).weightBits().orElse(weightBits);
  }

  int activationBits(String layer) {
    return of(layer).activationBits().orElse(activationBits);
  }

  int inputBits(String input) {
    return of(input).activationBits().orElse(Math.max(8, activationBits));
  }

  int clusters(String layer) {
    return of(layer).clusters().orElse(clusters);
  }

  private LayerOptions of(String layer) {
    return layers.getOrDefault(layer, LayerOptions.NONE);
  }

  private static void checkWeightBits(int bits) {
    check("weight bits", bits, 2, 16);
  }

  private static void checkActivationBits(int bits) {
    check("activation bits", bits, 1, 16);
  }

  private static void checkClusters(int clusters) {
    check("clusters", clusters, 0, 1 << 16);
  }

  private static void check(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new UserException(
          "settings",
          Code.CONFIG_001,
          "%s is %d, allowed is %d to %d".formatted(what, value, min, max));
    }
  }
}
