// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

/**
 * Prunes little by little while the network is trained, fast at first and ever slower: {@code s(t)
 * = f + (i − f) · (1 − (t − t₀) / (n · Δt))³} (Zhu and Gupta, To prune, or not to prune, 2017).
 *
 * @param initialDensity the share of weights alive before the first pruning
 * @param finalDensity the share alive after the last
 * @param firstStep t₀, the step of the first pruning, which leaves the initial density
 * @param stepsBetween Δt
 * @param prunings n, how many follow the first
 */
public record GradualSchedule(
    double initialDensity, double finalDensity, int firstStep, int stepsBetween, int prunings) {
  public GradualSchedule {
    if (!(finalDensity >= 0 && finalDensity <= initialDensity && initialDensity <= 1)) {
      throw new IllegalArgumentException(
          "density from %s to %s".formatted(initialDensity, finalDensity));
    }
    if (firstStep < 0 || stepsBetween < 1 || prunings < 1) {
      throw new IllegalArgumentException(
          "first step %d, then %d times every %d".formatted(firstStep, prunings, stepsBetween));
    }
  }

  /** Whether the density changes in front of this step. */
  public boolean prunesAt(int step) {
    return step >= firstStep
        && (step - firstStep) % stepsBetween == 0
        && (step - firstStep) / stepsBetween <= prunings;
  }

  /** The share of weights alive during a step. */
  public double densityAt(int step) {
    if (step < firstStep) {
      return initialDensity;
    }
    int done = Math.min(prunings, (step - firstStep) / stepsBetween);
    double left = 1 - (double) done / prunings;
    return finalDensity + (initialDensity - finalDensity) * left * left * left;
  }
}
