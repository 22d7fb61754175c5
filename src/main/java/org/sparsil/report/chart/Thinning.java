// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fewer points for the same curve. */
final class Thinning {
  private Thinning() {}

  /**
   * At most about so many points: the first, the last, and of each stretch between them the lowest
   * and the highest, so that no peak is lost.
   */
  static List<Point> of(List<Point> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    int stretches = Math.max(1, (most - 2) / 2);
    List<Point> inner = points.subList(1, points.size() - 1);
    List<Point> kept = new ArrayList<>();
    kept.add(points.get(0));
    for (int i = 0; i < stretches; i++) {
      int from = (int) ((long) inner.size() * i / stretches);
      int to = (int) ((long) inner.size() * (i + 1) / stretches);
      lowestAndHighest(inner.subList(from, to), kept);
    }
    kept.add(points.get(points.size() - 1));
    return kept;
  }

  private static void lowestAndHighest(List<Point> stretch, List<Point> kept) {
    if (stretch.isEmpty()) {
      return;
    }
    Point lowest = stretch.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
    Point highest = stretch.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
    boolean rising = lowest.x() <= highest.x();
    kept.add(rising ? lowest : highest);
    kept.add(rising ? highest : lowest);
  }
}
