// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.Arrays;
import java.util.Optional;

/** The two arms of a unit. */
public enum Side {
  UP("up"),
  LO("lo");

  private final String text;

  Side(String text) {
    this.text = text;
  }

  /** The arm written as {@code up} or {@code lo}. */
  public static Optional<Side> parse(String text) {
    return Arrays.stream(values()).filter(side -> side.text.equals(text)).findFirst();
  }

  /** As in device files. */
  @Override
  public String toString() {
    return text;
  }
}
