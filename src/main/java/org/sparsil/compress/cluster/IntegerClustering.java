// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparsil.tensor.IntTensor;

/**
 * Finds the integers and the scale of least squared error. The levels for a scale are optimal
 * ({@link LevelChoice}); the scale for levels is that of least squares; the two take turns from
 * many starts, which put the largest centroid of ordinary k-means around the largest level.
 * (Smaller levels say nothing that their doubles do not.) Values that are few integers of a scale
 * already stay what they are.
 */
final class IntegerClustering {
  /** Table entries computed for one layer: keeps the widest levels to seconds. */
  private static final long WORK = 1L << 28;

  private static final int MOST_STARTS = 128;
  private static final int MOST_TURNS = 8;

  /** The relative error of a product in single precision, or two. */
  private static final double ROUNDING = 0x1p-22;

  /** A turn that gains less than this share was the last. */
  private static final double GAIN = 1e-6;

  private final SortedValues values;
  private final LevelSet set;
  private final int[] allowed;
  private final int most;

  IntegerClustering(SortedValues values, LevelSet set, int most) {
    this.values = values;
    this.set = set;
    this.allowed = set.toArray();
    this.most = most;
  }

  /** The codebook; empty if there are no values. */
  IntegerCodebook find() {
    if (values.size() == 0) {
      return new IntegerCodebook(IntTensor.vector(), 1);
    }
    Optional<int[]> few = values.changes(most);
    return few.flatMap(this::kept).orElseGet(this::search);
  }

  /** The different values as the smallest integers of a scale, if that is what they are. */
  private Optional<IntegerCodebook> kept(int[] changes) {
    double[] different =
        Arrays.stream(changes, 0, changes.length - 1).mapToDouble(values::get).toArray();
    double magnitude = Math.max(Math.abs(values.first()), Math.abs(values.last()));
    for (int largest = 1; largest <= set.largest(); largest++) {
      double scale = magnitude / largest;
      if (Arrays.stream(different).allMatch(value -> isAllowed(value, scale))) {
        int[] levels =
            Arrays.stream(different).mapToInt(value -> (int) Math.rint(value / scale)).toArray();
        return Optional.of(new IntegerCodebook(IntTensor.vector(levels), (float) scale));
      }
    }
    return Optional.empty();
  }

  private boolean isAllowed(double value, double scale) {
    int integer = (int) Math.rint(value / scale);
    return set.allows(integer) && Math.abs(value - scale * integer) <= Math.abs(value) * ROUNDING;
  }

  private IntegerCodebook search() {
    double magnitude = largestCentroid();
    LevelChoice.Chosen best = null;
    for (int start : starts()) {
      LevelChoice.Chosen found = takeTurns(magnitude / start);
      if (best == null || found.error() < best.error()) {
        best = found;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no level in " + set);
    }
    return reduced(best);
  }

  private double largestCentroid() {
    Clusters clusters =
        values
            .changes(most)
            .map(bounds -> Clusters.of(values, bounds, true))
            .orElseGet(() -> new LloydClustering(Initialization.LINEAR, 0).cluster(values, most));
    return Math.max(
        Math.abs(clusters.centroids().get(0)),
        Math.abs(clusters.centroids().get(clusters.centroids().size() - 1)));
  }

  /** From half the largest level to one and a half times it; fewer if each takes long. */
  private int[] starts() {
    int largest = allowed[allowed.length - 1];
    long work = (long) allowed.length * (most + 1) * Integer.SIZE * MOST_TURNS / 4;
    int count = (int) Math.max(2, Math.min(Math.min(MOST_STARTS, largest), WORK / work));
    return IntStream.range(0, count)
        .map(i -> Math.max(1, (int) ((long) largest * (count + 2 * i) / (2L * count))))
        .toArray();
  }

  private LevelChoice.Chosen takeTurns(double start) {
    LevelChoice.Chosen best = new LevelChoice(values, allowed, start).best(most);
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      if (!(best.refinedScale() > 0)) {
        break;
      }
      LevelChoice.Chosen next = new LevelChoice(values, allowed, best.refinedScale()).best(most);
      if (next.error() >= best.error() * (1 - GAIN)) {
        break;
      }
      best = next;
    }
    return best;
  }

  /** The same values by the smallest allowed integers: ±2, ±6 become ±1, ±3. */
  private IntegerCodebook reduced(LevelChoice.Chosen chosen) {
    int[] levels = chosen.levels().toArray();
    double scale = chosen.scale();
    for (int divisor = set.largest(); divisor > 1; divisor--) {
      int by = divisor;
      if (Arrays.stream(levels).allMatch(level -> level % by == 0 && set.allows(level / by))) {
        levels = Arrays.stream(levels).map(level -> level / by).toArray();
        scale *= by;
        break;
      }
    }
    return new IntegerCodebook(IntTensor.vector(levels), (float) scale);
  }
}
