// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.compensate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.mesh.ComplexPattern;
import org.sparsil.photonic.mesh.DiamondPattern;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.PlacedUnit;
import org.sparsil.photonic.mesh.Placement;
import org.sparsil.photonic.mesh.Role;

/**
 * Drives of a program on units whose splitters are known. Each coupler gets the angle with which it
 * divides power as wanted; the slanted units in front of it make the phase between its inputs that
 * this takes, and the phases left over at its outputs are carried on to the next column
 * (Bandyopadhyay et al., arXiv 2103.04993).
 */
public final class SplitterCompensation {
  private static final double TURN = 2 * Math.PI;
  private static final double ROUNDING = 1e-9;

  private final Placement placement;
  private final int modes;
  private final double[] r1;
  private final double[] r2;
  private final Map<HexCell, Integer> index = new HashMap<>();

  /** Phases of the device's arms, as they become. */
  private final double[] up;

  private final double[] lo;

  /** By how much each mode's phase is ahead of the one on ideal units. */
  private final double[] ahead;

  private int unreachable;

  /**
   * Compensated drives.
   *
   * @param drives of all the device's units
   * @param unreachable couplers whose splitters do not allow the wanted division of power
   * @param outputPhases by how much each output's phase is ahead of that of the others, in rad,
   *     where no idle unit could take that back
   */
  public record Result(Drives drives, int unreachable, List<Double> outputPhases) {
    public Result {
      outputPhases = List.copyOf(outputPhases);
    }
  }

  private SplitterCompensation(Placement placement, Drives drives, double[] r1, double[] r2) {
    this.placement = placement;
    this.modes = placement.inputs().size();
    this.r1 = r1.clone();
    this.r2 = r2.clone();
    this.up = drives.ups();
    this.lo = drives.los();
    this.ahead = new double[modes];
    List<HexCell> cells = placement.pattern().cells();
    for (int i = 0; i < cells.size(); i++) {
      index.put(cells.get(i), i);
    }
  }

  /**
   * The drives of all the device's units.
   *
   * @param drives for ideal splitters, of all the device's units
   * @param r1 power that stays in its waveguide at the left splitter, per unit
   * @param r2 the same at the right splitter
   * @return empty for patterns without phases to choose
   */
  public static Optional<Result> compensate(
      Placement placement, Drives drives, double[] r1, double[] r2) {
    if (placement.pattern() instanceof DiamondPattern) {
      return Optional.empty();
    }
    return Optional.of(new SplitterCompensation(placement, drives, r1, r2).result());
  }

  private Result result() {
    for (int column = 0; column < modes; column++) {
      for (int mode = -1; mode < modes; mode++) {
        if (Math.floorMod(column - mode, 2) == 0) {
          if (mode < 0 || mode == modes - 1) {
            bypass(column, mode);
          } else {
            coupler(column, mode);
          }
        }
      }
    }
    List<Double> left = equalizeOutputs();
    return new Result(Drives.of(up, lo).wrapped(), unreachable, left);
  }

  private PlacedUnit placed(HexCell cell) {
    Integer at = index.get(cell);
    if (at == null) {
      throw new IllegalArgumentException("the pattern has no " + cell.id());
    }
    return placement.units().get(at);
  }

  /** Sets the angle for the actual splitters. */
  private UnitFields adjusted(HexCell cell, PlacedUnit placed, UnitFields ideal) {
    int unit = placed.unit();
    double left = placed.endsSwapped() ? r2[unit] : r1[unit];
    double right = placed.endsSwapped() ? r1[unit] : r2[unit];
    double cosine = UnitFields.cosine(left, right, ideal.staying());
    boolean coupler = placement.pattern().role(cell) == Role.COUPLER;
    unreachable += coupler && Math.abs(cosine) > 1 + ROUNDING ? 1 : 0;
    double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
    double difference = Math.IEEEremainder(ideal.up() - ideal.lo(), TURN);
    double change = (Math.copySign(angle, difference) - difference) / 2;
    // No arm's phase below 0: it would take nearly a turn.
    double common = Math.max(0, -Math.min(ideal.up() + change, ideal.lo() - change));
    common = ideal.up() < 0 || ideal.lo() < 0 ? 0 : common;
    UnitFields actual =
        new UnitFields(left, right, ideal.up() + change + common, ideal.lo() - change + common);
    up[unit] = placed.armsSwapped() ? actual.lo() : actual.up();
    lo[unit] = placed.armsSwapped() ? actual.up() : actual.lo();
    return actual;
  }

  private UnitFields ideal(PlacedUnit placed) {
    double upper = up[placed.unit()];
    double lower = lo[placed.unit()];
    return placed.armsSwapped() ? UnitFields.ideal(lower, upper) : UnitFields.ideal(upper, lower);
  }

  /** At the top edge the mode passes at the lower ports, at the bottom edge at the upper ones. */
  private void bypass(int column, int mode) {
    HexCell cell = HexCell.horizontal(column, mode);
    PlacedUnit placed = placed(cell);
    UnitFields ideal = ideal(placed);
    UnitFields actual = adjusted(cell, placed, ideal);
    int port = mode < 0 ? 1 : 0;
    ahead[mode < 0 ? 0 : mode] += actual.argument(port, port) - ideal.argument(port, port);
  }

  private void coupler(int column, int mode) {
    HexCell cell = HexCell.horizontal(column, mode);
    PlacedUnit placed = placed(cell);
    UnitFields ideal = ideal(placed);
    UnitFields actual = adjusted(cell, placed, ideal);
    boolean bar = ideal.closed(0, 1);
    boolean cross = ideal.closed(0, 0);
    if (!bar && !cross) {
      double wanted = turned(actual, ideal, 0, 0) - turned(actual, ideal, 0, 1);
      double more = Math.IEEEremainder(wanted - (ahead[mode + 1] - ahead[mode]), TURN);
      delay(column, more > 0 ? mode + 1 : mode, Math.abs(more));
    }
    double first = ahead[mode];
    double second = ahead[mode + 1];
    ahead[mode] =
        cross ? second + turned(actual, ideal, 0, 1) : first + turned(actual, ideal, 0, 0);
    ahead[mode + 1] =
        cross ? first + turned(actual, ideal, 1, 0) : second + turned(actual, ideal, 1, 1);
  }

  private static double turned(UnitFields actual, UnitFields ideal, int row, int column) {
    return actual.argument(row, column) - ideal.argument(row, column);
  }

  /** Adds a phase to a mode by the slanted unit on its way into a column. */
  private void delay(int column, int mode, double phase) {
    int unit = placed(HexCell.slant(column, mode)).unit();
    up[unit] += phase;
    lo[unit] += phase;
    ahead[mode] += phase;
  }

  /** With the least phase in all, brings the outputs to a common one. */
  private List<Double> equalizeOutputs() {
    double reference = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double candidate : ahead) {
      double sum = Arrays.stream(ahead).map(phase -> missing(candidate, phase)).sum();
      if (sum < least) {
        least = sum;
        reference = candidate;
      }
    }
    List<Double> left = new ArrayList<>();
    for (int mode = 0; mode < modes; mode++) {
      double more = missing(reference, ahead[mode]);
      OptionalInt unit =
          placement.pattern() instanceof ComplexPattern
              ? OptionalInt.of(placed(HexCell.slant(modes, mode)).unit())
              : OwnUnits.of(placement.outputs().get(mode), placement.outputs());
      if (unit.isPresent()) {
        up[unit.getAsInt()] += more;
        lo[unit.getAsInt()] += more;
      }
      left.add(unit.isPresent() ? 0 : Math.IEEEremainder(-more, TURN));
    }
    return left;
  }

  /** What is to be added to a phase to reach the reference, from 0 to a turn. */
  private static double missing(double reference, double phase) {
    double turns = (reference - phase) / TURN;
    return Math.max(0, TURN * (turns - Math.floor(turns + ROUNDING)));
  }
}
