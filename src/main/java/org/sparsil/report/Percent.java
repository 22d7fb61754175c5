// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Locale;

/** Shares, as people read them. */
public final class Percent {
  private Percent() {}

  /** Throws if this is no share, that is, not from 0 to 1. */
  static void checkShare(String what, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(what + " " + share + ", not from 0 to 1");
    }
  }

  /** {@code 97.25 %}. */
  public static String of(double share, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share);
  }

  /** The share of a part in a whole that is not 0. */
  public static String of(long part, long whole, int decimals) {
    return of((double) part / whole, decimals);
  }
}
