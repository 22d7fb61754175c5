// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sparsil.qgraph.Rounding;
import org.sparsil.quant.QuantizeOptions.CalibrationMethod;
import org.sparsil.quant.QuantizeOptions.Granularity;
import org.sparsil.quant.QuantizeOptions.LayerOptions;
import org.sparsil.quant.QuantizeOptions.Scales;

/** Options that differ from others in what a test is about. */
final class Options {
  private final QuantizeOptions base;
  private int clusters;
  private Scales scales;
  private Granularity granularity;
  private CalibrationMethod calibration;
  private Rounding rounding;
  private boolean biasCorrection;
  private int tableIndexBits;
  private final Map<String, LayerOptions> layers;

  private Options(QuantizeOptions base) {
    this.base = base;
    this.clusters = base.clusters();
    this.scales = base.scales();
    this.granularity = base.granularity();
    this.calibration = base.calibration();
    this.rounding = base.rounding();
    this.biasCorrection = base.biasCorrection();
    this.tableIndexBits = base.tableIndexBits();
    this.layers = new LinkedHashMap<>(base.layers());
  }

  static Options of(QuantizeOptions base) {
    return new Options(base);
  }

  Options clusters(int value) {
    clusters = value;
    return this;
  }

  Options scales(Scales value) {
    scales = value;
    return this;
  }

  Options granularity(Granularity value) {
    granularity = value;
    return this;
  }

  Options calibration(CalibrationMethod value) {
    calibration = value;
    return this;
  }

  Options rounding(Rounding value) {
    rounding = value;
    return this;
  }

  Options biasCorrection(boolean value) {
    biasCorrection = value;
    return this;
  }

  Options tableIndexBits(int value) {
    tableIndexBits = value;
    return this;
  }

  Options layer(String name, int activationBits) {
    layers.put(
        name, new LayerOptions(Optional.empty(), Optional.of(activationBits), Optional.empty()));
    return this;
  }

  QuantizeOptions build() {
    return new QuantizeOptions(
        base.weightBits(),
        base.activationBits(),
        base.outputBits(),
        clusters,
        scales,
        granularity,
        calibration,
        base.percentile(),
        rounding,
        biasCorrection,
        tableIndexBits,
        base.multiplierBits(),
        layers);
  }
}
