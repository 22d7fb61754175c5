// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

/** What an axis measures, and how distances on it are to be read. */
public sealed interface Axis permits LinearAxis, DecadeAxis, DoublingAxis {
  /** Equal distances are equal differences. */
  static Axis linear(String title) {
    return new LinearAxis(title, 0);
  }

  /** The same for what is counted: no tick between whole numbers. */
  static Axis whole(String title) {
    return new LinearAxis(title, 1);
  }

  /** Equal distances are equal ratios; ticks at powers of ten, or 1, 2 and 5 times these. */
  static Axis logarithmic(String title) {
    return new DecadeAxis(title);
  }

  /** Equal distances are equal ratios; ticks at powers of two. */
  static Axis doubling(String title) {
    return new DoublingAxis(title);
  }

  /** The quantity and its unit: {@code accuracy (%)}. */
  String title();

  /** Numbers that are farther from 1 come from mistakes and would hide all others. */
  double LARGEST = 1e100;

  /** Whether a value has a place on the axis. */
  boolean shows(double value);

  /**
   * The axis for values within a range.
   *
   * @param ticks about how many there is room for
   */
  Scale scale(Range range, Fit fit, int ticks);

  /** Where an axis ends. */
  enum Fit {
    /** With the values: time passes from the first to the last. */
    TIGHT,
    /** With a tick at or beyond the values. */
    ROUNDED
  }
}
