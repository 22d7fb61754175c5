// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.svg;

/** The outline of a {@code path} element that is being written. */
public final class Path {
  private final StringBuilder text = new StringBuilder();

  public Path move(double x, double y) {
    return add('M', x, y);
  }

  public Path line(double x, double y) {
    return add('L', x, y);
  }

  public Path horizontal(double x) {
    text.append('H').append(Svg.number(x));
    return this;
  }

  public Path vertical(double y) {
    text.append('V').append(Svg.number(y));
    return this;
  }

  /** A line of no length, which round ends make a dot. */
  public Path dot(double x, double y) {
    move(x, y);
    text.append("h0");
    return this;
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** For the attribute {@code d}. */
  @Override
  public String toString() {
    return text.toString();
  }

  private Path add(char command, double x, double y) {
    text.append(command).append(Svg.number(x)).append(' ').append(Svg.number(y));
    return this;
  }
}
