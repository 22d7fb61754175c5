// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.List;

/**
 * A curve.
 *
 * @param name in the legend; curves of the same name in several panels have the same colour
 * @param points from left to right
 */
public record Series(String name, List<Point> points) {
  public Series {
    points = List.copyOf(points);
    for (int i = 1; i < points.size(); i++) {
      if (!(points.get(i - 1).x() <= points.get(i).x())) {
        throw new IllegalArgumentException(
            "series '%s': x %s after %s".formatted(name, points.get(i).x(), points.get(i - 1).x()));
      }
    }
  }
}
