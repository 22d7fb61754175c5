// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/**
 * How far units are from what the device file says; deviations are normally distributed and
 * independent.
 *
 * @param phase standard deviation of each arm's phase, drawn for every program, in rad
 * @param splitter standard deviation of the power that stays in its waveguide at each splitter,
 *     drawn once for a device
 * @param loss standard deviation of each unit's loss, drawn once for a device, in dB
 * @param crosstalk added to the device's coefficient between arms that share a vertex
 * @param detector standard deviation of each detected value, drawn for every detection, as a share
 *     of what one input at its largest value gives if all of its light leaves at that output
 */
public record Noise(double phase, double splitter, double loss, double crosstalk, double detector) {
  /** Units as the device file says. */
  public static final Noise NONE = new Noise(0, 0, 0, 0, 0);

  private static final List<String> NAMES =
      List.of("phase", "splitter", "loss", "crosstalk", "detector");

  public Noise {
    requireNotNegative("phase", phase);
    requireNotNegative("splitter", splitter);
    requireNotNegative("loss", loss);
    requireNotNegative("crosstalk", crosstalk);
    requireNotNegative("detector", detector);
    if (crosstalk >= 1) {
      throw new IllegalArgumentException("crosstalk is " + crosstalk + ", expected less than 1");
    }
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
    }
  }

  /**
   * Noise from a text such as {@code phase=0.01,splitter=0.005}; what is not named is 0.
   *
   * @param place for messages
   * @throws UserException if it is not of this form
   */
  public static Noise parse(String place, String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (equals < 0 || !NAMES.contains(name)) {
        throw wrong(place, "'%s' is not one of %s with a value".formatted(part.strip(), NAMES));
      }
      if (values.put(name, number(place, name, part.substring(equals + 1).strip())) != null) {
        throw wrong(place, name + " is given twice");
      }
    }
    double[] all = NAMES.stream().mapToDouble(name -> values.getOrDefault(name, 0.0)).toArray();
    try {
      return new Noise(all[0], all[1], all[2], all[3], all[4]);
    } catch (IllegalArgumentException e) {
      throw wrong(place, String.valueOf(e.getMessage()));
    }
  }

  private static double number(String place, String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw wrong(place, "%s is '%s', expected a number".formatted(name, value));
    }
  }

  private static UserException wrong(String place, String message) {
    return new UserException(
        place, Code.PHOTON_008, message, "for example phase=0.01,splitter=0.005");
  }

  /** All kinds of noise this many times as strong. */
  public Noise times(double factor) {
    return new Noise(
        factor * phase, factor * splitter, factor * loss, factor * crosstalk, factor * detector);
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "phase=%s,splitter=%s,loss=%s,crosstalk=%s,detector=%s",
        phase,
        splitter,
        loss,
        crosstalk,
        detector);
  }
}
