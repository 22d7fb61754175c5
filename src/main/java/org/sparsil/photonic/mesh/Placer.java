// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.Optional;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.PortGraph;

/**
 * Finds a pattern's place on a device: the first unit and orientation, in the device's order, from
 * which the links lead to all units of the pattern, none of them faulty, and from its inputs and
 * outputs to the outside.
 */
public final class Placer {
  private static final boolean[] BOTH = {false, true};

  private Placer() {}

  public static Optional<Placement> place(Pattern pattern, Device device) {
    if (shortOfUnits(pattern, device).isPresent()) {
      return Optional.empty();
    }
    PortGraph graph = PortGraph.of(device);
    PatternSteps steps = PatternSteps.of(pattern);
    for (int unit = 0; unit < device.units().size(); unit++) {
      for (boolean ends : BOTH) {
        for (boolean arms : BOTH) {
          PlacedUnit anchor = new PlacedUnit(unit, ends, arms);
          Optional<Placement> found =
              new Attempt(pattern, device, graph, steps, anchor, /* onlyWhole= */ true).placement();
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Why a pattern has no place on a device, by the attempt that could place most of its units; with
   * the fewest other obstacles, if several could.
   *
   * @return empty if it has a place
   */
  public static Optional<Misfit> explain(Pattern pattern, Device device) {
    Optional<Misfit> tooFew = shortOfUnits(pattern, device);
    if (tooFew.isPresent()) {
      return tooFew;
    }
    PortGraph graph = PortGraph.of(device);
    PatternSteps steps = PatternSteps.of(pattern);
    Misfit best = new Misfit(0, pattern.cells().size(), "the device has no unit to begin with");
    int bestObstacles = Integer.MAX_VALUE;
    for (int unit = 0; unit < device.units().size(); unit++) {
      for (boolean ends : BOTH) {
        for (boolean arms : BOTH) {
          PlacedUnit anchor = new PlacedUnit(unit, ends, arms);
          Attempt attempt =
              new Attempt(pattern, device, graph, steps, anchor, /* onlyWhole= */ false);
          if (attempt.placement().isPresent()) {
            return Optional.empty();
          }
          int obstacles = attempt.obstacles().size();
          if (attempt.matched() > best.matchedUnits()
              || (attempt.matched() == best.matchedUnits() && obstacles < bestObstacles)) {
            best = new Misfit(attempt.matched(), best.neededUnits(), attempt.obstacles().get(0));
            bestObstacles = obstacles;
          }
        }
      }
    }
    return Optional.of(best);
  }

  private static Optional<Misfit> shortOfUnits(Pattern pattern, Device device) {
    int needed = pattern.cells().size();
    int working = (int) device.units().stream().filter(unit -> !unit.faulty()).count();
    return working >= needed
        ? Optional.empty()
        : Optional.of(
            new Misfit(
                working,
                needed,
                "it needs %d units, the device has %d that work".formatted(needed, working)));
  }
}
