// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.PortGraph;
import org.sparsil.photonic.device.PortRef;

/** Lays a pattern along a device's links from one unit in one orientation. */
final class Attempt {
  private final Pattern pattern;
  private final Device device;
  private final PortGraph graph;
  private final List<HexCell> cells;
  private final boolean onlyWhole;

  private final @Nullable PlacedUnit[] placed;
  private final Set<Integer> used = new HashSet<>();
  private final Set<String> obstacles = new LinkedHashSet<>();
  private int matched;

  /**
   * Lays as much of the pattern as there is place for.
   *
   * @param onlyWhole whether to give up at the first obstacle
   */
  Attempt(
      Pattern pattern,
      Device device,
      PortGraph graph,
      PatternSteps steps,
      PlacedUnit anchor,
      boolean onlyWhole) {
    this.pattern = pattern;
    this.device = device;
    this.graph = graph;
    this.cells = steps.cells();
    this.onlyWhole = onlyWhole;
    this.placed = new PlacedUnit[cells.size()];
    put(0, anchor);
    int before;
    do {
      before = matched;
      for (PatternSteps.Step step : steps.steps()) {
        if (onlyWhole && !obstacles.isEmpty()) {
          return;
        }
        follow(step);
      }
      // Around an obstacle, units may be reached from their other end.
    } while (!obstacles.isEmpty() && matched > before);
  }

  int matched() {
    return matched;
  }

  /** What this attempt lacks, in the order of its discovery. */
  List<String> obstacles() {
    return List.copyOf(obstacles);
  }

  private void follow(PatternSteps.Step step) {
    PlacedUnit from = placed[step.from()];
    if (from == null) {
      if (placed[step.to()] != null) {
        follow(step.reversed());
      }
      return;
    }
    PlacedUnit before = placed[step.to()];
    PortRef port = from.port(step.fromPort());
    Optional<PortRef> other = graph.linked(port);
    if (other.isEmpty()) {
      if (before == null) {
        obstacles.add(
            "there is no unit at port %s, where unit %s of the pattern would be"
                .formatted(device.text(port), cells.get(step.to()).id()));
      } else {
        obstacles.add(
            "port %s is not linked to unit '%s'"
                .formatted(device.text(port), device.units().get(before.unit()).id()));
      }
      return;
    }
    PlacedUnit to = PlacedUnit.matching(step.toPort(), other.get());
    if (before == null) {
      put(step.to(), to);
    } else if (!before.equals(to)) {
      obstacles.add(
          "port %s is linked to %s, which the pattern does not allow"
              .formatted(device.text(port), device.text(other.get())));
    }
  }

  private void put(int cell, PlacedUnit unit) {
    String id = device.units().get(unit.unit()).id();
    if (used.contains(unit.unit())) {
      obstacles.add("unit '%s' would be used twice".formatted(id));
    } else if (device.units().get(unit.unit()).faulty()) {
      obstacles.add("unit '%s' is faulty".formatted(id));
    } else {
      used.add(unit.unit());
      placed[cell] = unit;
      matched++;
    }
  }

  /** The placement, if the attempt is whole and its inputs and outputs reach the outside. */
  Optional<Placement> placement() {
    if (!obstacles.isEmpty()) {
      return Optional.empty();
    }
    List<PlacedLine> inputs = lines("input", pattern.inputs());
    List<PlacedLine> outputs = lines("output", pattern.outputs());
    if (!obstacles.isEmpty()) {
      return Optional.empty();
    }
    List<PlacedUnit> units = new ArrayList<>();
    for (PlacedUnit unit : placed) {
      if (unit == null) {
        throw new IllegalStateException("a unit without a place and without an obstacle");
      }
      units.add(unit);
    }
    return Optional.of(new Placement(pattern, device, units, inputs, outputs));
  }

  private List<PlacedLine> lines(String what, List<HexCell.At> ends) {
    List<PlacedLine> lines = new ArrayList<>();
    for (HexCell.At end : ends) {
      if (onlyWhole && !obstacles.isEmpty()) {
        break;
      }
      PlacedUnit unit = placed[cells.indexOf(end.cell())];
      if (unit != null) {
        line(what + " " + lines.size(), unit.port(end.port())).ifPresent(lines::add);
      }
    }
    return lines;
  }

  /** Follows a line straight through idle units to the outside. */
  private Optional<PlacedLine> line(String what, PortRef start) {
    List<Integer> through = new ArrayList<>();
    PortRef port = start;
    while (!graph.isExternal(port)) {
      Optional<PortRef> next = graph.linked(port);
      if (next.isEmpty()) {
        obstacles.add(
            "%s ends at port %s, which is no external port".formatted(what, device.text(port)));
        return Optional.empty();
      }
      int unit = next.get().unit();
      if (used.contains(unit) || device.units().get(unit).faulty()) {
        obstacles.add(
            "%s would go through unit '%s', which is %s"
                .formatted(
                    what,
                    device.units().get(unit).id(),
                    used.contains(unit) ? "in use" : "faulty"));
        return Optional.empty();
      }
      through.add(unit);
      port = new PortRef(unit, next.get().port().across());
    }
    return Optional.of(new PlacedLine(port, through));
  }
}
