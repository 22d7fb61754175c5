// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.Arrays;
import java.util.Optional;

/**
 * The four ports of a unit, seen along its axis: left or right end, upper or lower waveguide. What
 * enters at one end leaves at the other.
 */
public enum Port {
  LU("Lu"),
  LD("Ld"),
  RU("Ru"),
  RD("Rd");

  private final String text;

  Port(String text) {
    this.text = text;
  }

  public boolean isLeft() {
    return this == LU || this == LD;
  }

  public boolean isUpper() {
    return this == LU || this == RU;
  }

  /** The other port of the same end. */
  public Port beside() {
    return of(isLeft(), !isUpper());
  }

  /** The port where light from this one leaves a unit in the cross state. */
  public Port across() {
    return of(!isLeft(), !isUpper());
  }

  public static Port of(boolean left, boolean upper) {
    if (left) {
      return upper ? LU : LD;
    }
    return upper ? RU : RD;
  }

  /** The port written as {@code Lu}, {@code Ld}, {@code Ru} or {@code Rd}. */
  public static Optional<Port> parse(String text) {
    return Arrays.stream(values()).filter(port -> port.text.equals(text)).findFirst();
  }

  /** As in device files: {@code Lu}. */
  @Override
  public String toString() {
    return text;
  }
}
