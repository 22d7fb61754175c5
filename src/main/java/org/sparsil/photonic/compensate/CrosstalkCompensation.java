// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.compensate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.HeatFlow;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Side;
import org.sparsil.photonic.device.Unit;
import org.sparsil.photonic.mesh.DiamondPattern;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.PlacedLine;
import org.sparsil.photonic.mesh.Placement;

/**
 * Drives of a program that, with the heat that arms receive from others, make the wanted phases but
 * for one that all ways of light have in common.
 */
public final class CrosstalkCompensation {
  private static final double TURN = 2 * Math.PI;
  private static final int MOST_ROUNDS = 200;
  private static final double SETTLED = 1e-14;

  private final Device device;
  private final Placement placement;
  private final HeatFlow heat;

  /** The wanted phase of each arm above its phase without current. */
  private final double[] wanted;

  /** The column of the pattern that a unit stands in, twice, plus 1 for horizontal units. */
  private final int[] columns;

  private double[] driven;

  private CrosstalkCompensation(Placement placement, Drives drives, HeatFlow heat) {
    this.placement = placement;
    this.device = placement.device();
    this.heat = heat;
    this.wanted = new double[2 * device.units().size()];
    for (int unit = 0; unit < device.units().size(); unit++) {
      Unit at = device.units().get(unit);
      wanted[HeatFlow.arm(unit, Side.UP)] = wrapped(drives.up(unit) - at.up().alpha());
      wanted[HeatFlow.arm(unit, Side.LO)] = wrapped(drives.lo(unit) - at.lo().alpha());
    }
    this.driven = wanted.clone();
    this.columns = new int[device.units().size()];
    Arrays.fill(columns, -1);
    List<HexCell> cells = placement.pattern().cells();
    for (int i = 0; i < cells.size(); i++) {
      columns[placement.units().get(i).unit()] =
          2 * cells.get(i).column() + (cells.get(i).horizontal() ? 1 : 0);
    }
  }

  private static double wrapped(double phase) {
    return phase - TURN * Math.floor(phase / TURN);
  }

  /**
   * The drives of all the device's units.
   *
   * @param drives wanted phases of all the device's units, in rad
   * @param heat that the compensation reckons with
   * @return empty if there are none that the device's converters reach, if heat is so strong that
   *     the search does not settle, or if the pattern has no phases to choose
   */
  public static Optional<Drives> compensate(Placement placement, Drives drives, HeatFlow heat) {
    if (placement.pattern() instanceof DiamondPattern) {
      return Optional.empty();
    }
    return new CrosstalkCompensation(placement, drives, heat).search();
  }

  private Optional<Drives> search() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] before = driven;
      if (!improve()) {
        return Optional.empty();
      }
      double change = 0;
      for (int arm = 0; arm < driven.length; arm++) {
        change = Math.max(change, Math.abs(driven[arm] - before[arm]));
      }
      if (change < SETTLED && !lowerByTurns()) {
        return reachable() ? Optional.of(drives()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** One step towards drives that are right for the heat that they make. */
  private boolean improve() {
    double[] missing = heat.received(driven);
    for (int arm = 0; arm < missing.length; arm++) {
      missing[arm] = wanted[arm] - missing[arm];
    }
    driven = wanted.clone();
    int last = Arrays.stream(columns).max().orElseThrow();
    double[] before = new double[columns.length];
    for (PlacedLine line : placement.inputs()) {
      double phase = idle(line.through(), missing);
      before[first(line)] = phase;
    }
    for (int column = 0; column <= last; column++) {
      double common = Double.NEGATIVE_INFINITY;
      for (int unit = 0; unit < columns.length; unit++) {
        if (columns[unit] == column) {
          common = Math.max(common, before[unit] + least(unit, missing));
        }
      }
      for (int unit = 0; unit < columns.length; unit++) {
        if (columns[unit] == column) {
          drive(unit, common - before[unit], missing);
        }
      }
    }
    return equalizeOutputs(missing);
  }

  /** The slanted unit of the first column where an input's line ends. */
  private int first(PlacedLine line) {
    int input = placement.inputs().indexOf(line);
    HexCell cell = placement.pattern().inputs().get(input).cell();
    return placement.units().get(placement.pattern().cells().indexOf(cell)).unit();
  }

  /** Drives idle units as little as can be; the phase that their line gets more than wanted. */
  private double idle(List<Integer> units, double[] missing) {
    double sum = 0;
    for (int unit : units) {
      double phase = least(unit, missing);
      drive(unit, phase, missing);
      sum += phase;
    }
    return sum;
  }

  private boolean equalizeOutputs(double[] missing) {
    List<PlacedLine> lines = placement.outputs();
    double[] phases = lines.stream().mapToDouble(line -> idle(line.through(), missing)).toArray();
    double common = Arrays.stream(phases).max().orElseThrow();
    boolean someEmpty = lines.stream().anyMatch(line -> line.through().isEmpty());
    boolean allEmpty = lines.stream().allMatch(line -> line.through().isEmpty());
    if (someEmpty && !allEmpty) {
      common = TURN * Math.ceil((common - SETTLED) / TURN);
    }
    for (int i = 0; i < phases.length; i++) {
      double more = common - phases[i];
      if (lines.get(i).through().isEmpty() || Math.abs(more) < SETTLED) {
        continue;
      }
      OptionalInt own = OwnUnits.of(lines.get(i), lines);
      if (own.isEmpty()) {
        return false;
      }
      drive(own.getAsInt(), least(own.getAsInt(), missing) + more, missing);
    }
    return true;
  }

  /** The least phase common to both arms of a unit with which no drive is negative. */
  private static double least(int unit, double[] missing) {
    return -Math.min(missing[HeatFlow.arm(unit, Side.UP)], missing[HeatFlow.arm(unit, Side.LO)]);
  }

  private void drive(int unit, double common, double[] missing) {
    for (Side side : Side.values()) {
      int arm = HeatFlow.arm(unit, side);
      driven[arm] = Math.max(0, missing[arm] + common);
    }
  }

  /** Takes a turn from the arms that are driven by more than one; whether there are any. */
  private boolean lowerByTurns() {
    boolean lowered = false;
    for (int arm = 0; arm < driven.length; arm++) {
      if (driven[arm] > device.fullScale() && driven[arm] >= TURN) {
        wanted[arm] -= TURN;
        lowered = true;
      }
    }
    return lowered;
  }

  private boolean reachable() {
    return Arrays.stream(driven).allMatch(phase -> phase <= device.fullScale());
  }

  private Drives drives() {
    int units = columns.length;
    double[] up = new double[units];
    double[] lo = new double[units];
    for (int unit = 0; unit < units; unit++) {
      Unit at = device.units().get(unit);
      up[unit] = driven[HeatFlow.arm(unit, Side.UP)] + at.up().alpha();
      lo[unit] = driven[HeatFlow.arm(unit, Side.LO)] + at.lo().alpha();
    }
    return Drives.of(up, lo);
  }
}
