// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells how long each step took, if anyone wants to know. */
final class Stopwatch {
  private final PrintWriter out;
  private final boolean verbose;

  Stopwatch(PrintWriter out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  <T> T time(String step, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    if (verbose) {
      out.printf(Locale.ROOT, "%8.3f s  %s%n", (System.nanoTime() - start) / 1e9, step);
    }
    return result;
  }
}
