// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/**
 * The positions of survivors as the numbers of zeros before them, in a number of bits: a longer run
 * is broken by padding zeros, as in Deep Compression. The symbol 2^bits is such a padding zero with
 * the 2^bits − 1 zeros before it; a smaller symbol is a survivor with so many zeros before it.
 *
 * @param bits the width of a gap
 */
record ZeroRuns(int bits) {
  /** Takes the symbols of a matrix. */
  interface Sink {
    void padding();

    /** A survivor, the next one in order. */
    void gap(int zeros, int survivor);
  }

  /** The number of symbols. */
  int symbols() {
    return (1 << bits) + 1;
  }

  int padding() {
    return 1 << bits;
  }

  void forEach(SparseMatrix matrix, Sink sink) {
    int next = 0;
    for (int survivor = 0; survivor < matrix.survivors(); survivor++) {
      int zeros = matrix.position(survivor) - next;
      for (; zeros >= padding(); zeros -= padding()) {
        sink.padding();
      }
      sink.gap(zeros, survivor);
      next = matrix.position(survivor) + 1;
    }
  }

  /** How often each symbol occurs. */
  long[] counts(SparseMatrix matrix) {
    long[] counts = new long[symbols()];
    forEach(
        matrix,
        new Sink() {
          @Override
          public void padding() {
            counts[ZeroRuns.this.padding()]++;
          }

          @Override
          public void gap(int zeros, int survivor) {
            counts[zeros]++;
          }
        });
    return counts;
  }
}
