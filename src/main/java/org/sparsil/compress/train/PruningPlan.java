// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.compress.prune.GradualSchedule;
import org.sparsil.compress.prune.PruneLayersToDensity;
import org.sparsil.compress.prune.PruneToDensity;
import org.sparsil.compress.prune.PruningRule;
import org.sparsil.compress.prune.SparsityMask;
import org.sparsil.compress.prune.SparsityMasks;

/** Which weights go in front of which training step. */
sealed interface PruningPlan {
  /** How often a plan prunes after the first time: often enough that each time little is lost. */
  int PRUNINGS = 100;

  /** The last step that prunes. */
  int lastStep();

  boolean prunesAt(int step);

  /** What is to survive a step. */
  PruningRule ruleAt(int step);

  /**
   * The whole network by one threshold, ever lower density.
   *
   * @param before the density that there is
   * @param after the density to reach
   * @param steps of training over which that happens
   */
  static PruningPlan wholeNetwork(double before, double after, int steps) {
    return new WholeNetwork(schedule(before, after, steps));
  }

  /** Each layer on its own way to what a rule would leave of it at once. */
  static PruningPlan layerByLayer(SparsityMasks goal, SparsityMasks present, int steps) {
    Map<String, GradualSchedule> schedules = new LinkedHashMap<>();
    goal.layers()
        .forEach(
            (layer, mask) -> {
              SparsityMask alive = present.layers().getOrDefault(layer, mask);
              schedules.put(layer, schedule(density(alive), density(mask), steps));
            });
    return new LayerByLayer(schedules);
  }

  private static double density(SparsityMask mask) {
    return mask.shape().size() == 0 ? 1 : (double) mask.survivors() / mask.shape().size();
  }

  private static GradualSchedule schedule(double before, double after, int steps) {
    int prunings = Math.max(1, Math.min(PRUNINGS, steps));
    return new GradualSchedule(
        before, Math.min(before, after), 0, Math.max(1, steps / prunings), prunings);
  }

  /** One threshold. */
  record WholeNetwork(GradualSchedule schedule) implements PruningPlan {
    @Override
    public int lastStep() {
      return last(schedule);
    }

    @Override
    public boolean prunesAt(int step) {
      return schedule.prunesAt(step);
    }

    @Override
    public PruningRule ruleAt(int step) {
      return new PruneToDensity(schedule.densityAt(step));
    }
  }

  /** A threshold per layer; all schedules have the same steps. */
  record LayerByLayer(Map<String, GradualSchedule> schedules) implements PruningPlan {
    @Override
    public int lastStep() {
      return schedules.values().stream().mapToInt(PruningPlan::last).max().orElse(0);
    }

    @Override
    public boolean prunesAt(int step) {
      return schedules.values().stream().anyMatch(schedule -> schedule.prunesAt(step));
    }

    @Override
    public PruningRule ruleAt(int step) {
      Map<String, Double> densities = new LinkedHashMap<>();
      schedules.forEach((layer, schedule) -> densities.put(layer, schedule.densityAt(step)));
      return new PruneLayersToDensity(densities);
    }
  }

  private static int last(GradualSchedule schedule) {
    return schedule.firstStep() + schedule.prunings() * schedule.stepsBetween();
  }
}
