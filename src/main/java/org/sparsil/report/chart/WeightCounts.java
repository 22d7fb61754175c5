// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparsil.tensor.FloatTensor;

/** The weights of a layer, counted. */
final class WeightCounts {
  /** The finite ones other than 0, in ascending order. */
  private final float[] drawn;

  private final int zeros;
  private final int notFinite;

  WeightCounts(FloatTensor weights) {
    float[] kept = new float[weights.size()];
    int size = 0;
    int zeroCount = 0;
    for (int i = 0; i < weights.size(); i++) {
      float weight = weights.get(i);
      if (weight == 0) {
        zeroCount++;
      } else if (Float.isFinite(weight)) {
        kept[size++] = weight;
      }
    }
    drawn = Arrays.copyOf(kept, size);
    Arrays.sort(drawn);
    zeros = zeroCount;
    notFinite = weights.size() - size - zeroCount;
  }

  /** Those that are finite and not 0. */
  int drawn() {
    return drawn.length;
  }

  int zeros() {
    return zeros;
  }

  int notFinite() {
    return notFinite;
  }

  int total() {
    return drawn.length + zeros + notFinite;
  }

  /** The lowest and the highest; both empty or both present. */
  List<Float> extremes() {
    return drawn.length == 0 ? List.of() : List.of(drawn[0], drawn[drawn.length - 1]);
  }

  /** Each value with how many weights have it, in ascending order. */
  List<Point> byValue() {
    List<Point> counts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= drawn.length; i++) {
      if (i == drawn.length || drawn[i] != drawn[from]) {
        counts.add(new Point(drawn[from], i - from));
        from = i;
      }
    }
    return counts;
  }

  /** How many different values there are. */
  int distinct() {
    int distinct = 0;
    for (int i = 0; i < drawn.length; i++) {
      distinct += i == 0 || drawn[i] != drawn[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  /** The start of each interval, a multiple of the step, with how many weights it holds. */
  List<Point> byInterval(NiceStep step) {
    List<Point> counts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= drawn.length; i++) {
      if (i == drawn.length || step.floor(drawn[i]) != step.floor(drawn[from])) {
        counts.add(new Point(step.tick(step.floor(drawn[from])).value(), i - from));
        from = i;
      }
    }
    return counts;
  }
}
