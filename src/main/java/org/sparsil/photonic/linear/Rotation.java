// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

/** A real rotation of two signals. */
final class Rotation {
  private Rotation() {}

  /** Elements from..to-1 of (a, b) become (c a + s b, c b - s a). */
  static void apply(double angle, double[] a, double[] b, int from, int to) {
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    for (int k = from; k < to; k++) {
      double first = a[k];
      double second = b[k];
      a[k] = c * first + s * second;
      b[k] = c * second - s * first;
    }
  }
}
