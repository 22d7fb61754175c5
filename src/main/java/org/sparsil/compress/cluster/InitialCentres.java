// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;
import java.util.Random;

/** The centres that Lloyd's iteration starts from, rising; some may be equal. */
record InitialCentres(SortedValues values, int count) {
  double[] choose(Initialization initialization, Random random) {
    return switch (initialization) {
      case LINEAR -> linear();
      case DENSITY -> density();
      case RANDOM -> random(random);
      case KMEANS_PLUS_PLUS -> plusPlus(random);
    };
  }

  private double[] linear() {
    double[] centres = new double[count];
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0.5 : (double) i / (count - 1);
      centres[i] = values.first() + share * ((double) values.last() - values.first());
    }
    return centres;
  }

  private double[] density() {
    double[] centres = new double[count];
    for (int i = 0; i < count; i++) {
      centres[i] = values.get((int) ((i + 0.5) * values.size() / count));
    }
    return centres;
  }

  private double[] random(Random random) {
    double[] centres = new double[count];
    Arrays.setAll(centres, i -> values.get(random.nextInt(values.size())));
    Arrays.sort(centres);
    return centres;
  }

  /** Arthur and Vassilvitskii, k-means++: the advantages of careful seeding, 2007. */
  private double[] plusPlus(Random random) {
    double[] centres = {values.get(random.nextInt(values.size()))};
    while (centres.length < count) {
      centres = Arrays.copyOf(centres, centres.length + 1);
      centres[centres.length - 1] =
          draw(Arrays.copyOf(centres, centres.length - 1), random.nextDouble());
      Arrays.sort(centres);
    }
    return centres;
  }

  /**
   * A value, each as probable as its squared distance from the nearest centre is large.
   *
   * @param share from 0 to below 1, random
   */
  private double draw(double[] centres, double share) {
    int[] bounds = Lloyd.bounds(values, centres);
    double[] errors = new double[centres.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = values.error(bounds[i], bounds[i + 1], centres[i]);
    }
    double left = share * Arrays.stream(errors).sum();
    int cluster = 0;
    while (cluster + 1 < errors.length && left >= errors[cluster]) {
      left -= errors[cluster++];
    }
    int from = bounds[cluster];
    int low = from;
    int high = Math.max(from, bounds[cluster + 1] - 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values.error(from, middle + 1, centres[cluster]) > left) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return values.get(Math.min(low, values.size() - 1));
  }
}
