// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much an arm's driven phase adds to the phases of others, as a sparse matrix. Arms are
 * numbered as in {@link #arm}.
 */
public final class HeatFlow {
  private final int arms;
  private final int[] from;
  private final int[] to;
  private final double[] coefficient;

  private HeatFlow(int arms, Map<Flow, Double> flows) {
    this.arms = arms;
    this.from = flows.keySet().stream().mapToInt(Flow::from).toArray();
    this.to = flows.keySet().stream().mapToInt(Flow::to).toArray();
    this.coefficient = flows.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private record Flow(int from, int to) {}

  /** The device's own crosstalk. */
  public static HeatFlow of(Device device) {
    return of(device, 0);
  }

  /**
   * The device's crosstalk.
   *
   * @param more added to the coefficient between arms of different units that share a vertex,
   *     except where the device gives a pair its own
   */
  public static HeatFlow of(Device device, double more) {
    Map<Flow, Double> flows = new LinkedHashMap<>();
    double neighbour = device.crosstalk().neighbour() + more;
    for (Link link : device.links()) {
      int a = link.a().unit();
      int b = link.b().unit();
      for (Side one : Side.values()) {
        for (Side other : Side.values()) {
          if (a != b && neighbour != 0) {
            flows.put(new Flow(arm(a, one), arm(b, other)), neighbour);
            flows.put(new Flow(arm(b, other), arm(a, one)), neighbour);
          }
        }
      }
    }
    for (Crosstalk.Pair pair : device.crosstalk().pairs()) {
      flows.put(
          new Flow(
              arm(pair.from().unit(), pair.from().side()), arm(pair.to().unit(), pair.to().side())),
          pair.coefficient());
    }
    return new HeatFlow(2 * device.units().size(), flows);
  }

  /** The number of an arm: twice the unit's position, plus 1 for the lower arm. */
  public static int arm(int unit, Side side) {
    return 2 * unit + (side == Side.LO ? 1 : 0);
  }

  /**
   * The phases that arms receive from others, in rad.
   *
   * @param driven the driven phase of each arm, in rad
   */
  public double[] received(double[] driven) {
    if (driven.length != arms) {
      throw new IllegalArgumentException(driven.length + " phases for " + arms + " arms");
    }
    double[] received = new double[arms];
    for (int i = 0; i < from.length; i++) {
      received[to[i]] += coefficient[i] * driven[from[i]];
    }
    return received;
  }
}
