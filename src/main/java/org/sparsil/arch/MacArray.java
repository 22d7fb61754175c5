// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

/**
 * The multipliers of a layer: {@code neurons} sums at once, each of {@code lanes} products per
 * cycle; every step of the input is held for {@code folds} cycles, in which the neurons compute
 * different outputs.
 */
public record MacArray(int neurons, int lanes, int folds) {

  static MacArray of(int outputs, int neurons, int lanes) {
    int atOnce = Math.min(outputs, neurons);
    int folds = (outputs + atOnce - 1) / atOnce;
    return new MacArray((outputs + folds - 1) / folds, lanes, folds);
  }

  /** Stages of the adder tree behind the products. */
  public int treeStages() {
    return 32 - Integer.numberOfLeadingZeros(lanes - 1);
  }

  public int multipliers() {
    return Math.multiplyExact(neurons, lanes);
  }
}
