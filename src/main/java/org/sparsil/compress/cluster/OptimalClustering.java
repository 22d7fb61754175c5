// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * K-means with the least squared error that any clustering has, by dynamic programming.
 *
 * <p>It is exact while the number of different values times the number of clusters is at most
 * {@value #EXACT_WORK}: two million values for 16 clusters, 131,072 for 256. Beyond that, clusters
 * may begin only at {@value #STEPS} quantiles, at as many equal steps between the smallest and the
 * largest value, and wherever Lloyd's iteration from each {@link Initialization} lets them begin;
 * the best of these clusterings is then improved by Lloyd's iteration. So the result is never worse
 * than Lloyd's, and {@link Clusters#optimal()} says which case it was.
 */
public record OptimalClustering() implements Clustering {
  static final int EXACT_WORK = 1 << 25;
  static final int STEPS = 1 << 13;

  @Override
  public Clusters cluster(SortedValues values, int most) {
    return cluster(values, most, EXACT_WORK);
  }

  /** The same with another limit of exactness. */
  static Clusters cluster(SortedValues values, int most, int exactWork) {
    Optional<int[]> all = values.changes(exactWork / most);
    if (all.isPresent()) {
      return Clusters.of(values, best(values, all.get(), most), true);
    }
    int[] bounds = best(values, candidates(values, most), most);
    double[] means = new double[most];
    Arrays.setAll(means, i -> values.mean(bounds[i], bounds[i + 1]));
    return Clusters.of(values, Lloyd.run(values, means), false);
  }

  /** The bounds of the best clusters that begin at candidates. */
  private static int[] best(SortedValues values, int[] candidates, int most) {
    double[] sums = new double[candidates.length];
    double[] squares = new double[candidates.length];
    Arrays.setAll(sums, i -> values.sumBefore(candidates[i]));
    Arrays.setAll(squares, i -> values.squaresBefore(candidates[i]));
    IntervalPartition.Cost error =
        (from, to) -> {
          double sum = sums[to] - sums[from];
          return Math.max(
              0, squares[to] - squares[from] - sum * sum / (candidates[to] - candidates[from]));
        };
    int[] best = IntervalPartition.best(error, candidates.length - 1, most);
    return Arrays.stream(best).map(candidate -> candidates[candidate]).toArray();
  }

  private static int[] candidates(SortedValues values, int most) {
    IntStream quantiles =
        IntStream.range(0, STEPS)
            .map(i -> values.firstAtLeast(values.get((int) ((long) i * values.size() / STEPS))));
    double step = ((double) values.last() - values.first()) / STEPS;
    IntStream steps =
        IntStream.range(0, STEPS).map(i -> values.firstAtLeast(values.first() + i * step));
    IntStream found =
        Arrays.stream(Initialization.values())
            .map(start -> new InitialCentres(values, most).choose(start, new Random(0)))
            .flatMapToInt(centres -> Arrays.stream(Lloyd.run(values, centres)));
    return IntStream.concat(IntStream.concat(quantiles, steps), found)
        .sorted()
        .distinct()
        .toArray();
  }
}
