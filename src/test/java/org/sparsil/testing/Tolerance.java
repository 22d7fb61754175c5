// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.sparsil.tensor.FloatTensor;

/**
 * Compares float tensors element by element. The tolerance is relative to the largest element: so
 * is the rounding error of sums in single precision.
 */
public final class Tolerance {
  private Tolerance() {}

  public static void assertClose(
      String what, FloatTensor actual, FloatTensor expected, double tolerance) {
    assertThat(actual.size()).as("size of %s", what).isEqualTo(expected.size());
    double unit = 1;
    for (int i = 0; i < expected.size(); i++) {
      if (Float.isFinite(expected.get(i))) {
        unit = Math.max(unit, Math.abs(expected.get(i)));
      }
    }
    for (int i = 0; i < actual.size(); i++) {
      float got = actual.get(i);
      float want = expected.get(i);
      boolean same = Float.compare(got, want) == 0 || got == want;
      assertThat(same || Math.abs((double) got - want) <= tolerance * unit)
          .as("%s, element %d: got %s, expected %s", what, i, got, want)
          .isTrue();
    }
  }
}
