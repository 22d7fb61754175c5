// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.Port;
import org.sparsil.arch.Stage;

/**
 * The cycles of a design and of each of its stages.
 *
 * @param stages by layer name
 * @param mostQueued the most beats that wait at each input of stages that join streams, which is
 *     what keeps those that fork from ever waiting for each other: a branch never needs more than
 *     that to come as far as the other
 */
public record Cycles(
    CyclePrediction network, Map<String, StageCycles> stages, Map<Port, Long> mostQueued) {
  public Cycles {
    stages = Map.copyOf(stages);
    mostQueued = Map.copyOf(mostQueued);
  }

  /** What the cycle model says of a design. */
  public static Cycles of(Architecture architecture) {
    return CycleModel.of(architecture);
  }

  public StageCycles of(Stage stage) {
    return found(stages.get(stage.layer().name()), stage.layer().name());
  }

  public long mostQueued(Port port) {
    return found(mostQueued.get(port), port);
  }

  private static <T> T found(@Nullable T value, Object what) {
    if (value == null) {
      throw new IllegalArgumentException("nothing is predicted for " + what);
    }
    return value;
  }
}
