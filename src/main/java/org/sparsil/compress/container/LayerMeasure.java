// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Arrays;
import java.util.Optional;
import org.sparsil.compress.container.ContainerReport.Bounds;
import org.sparsil.compress.container.ContainerReport.LayerSizes;
import org.sparsil.tensor.Shape;

/** Measures what the steps of compression bring for the weights of a layer. */
final class LayerMeasure {
  private final TensorCoder.Result result;
  private final SparseMatrix elements;

  /** Survivors and padding zeros, by the width of gaps. */
  private final long[] entries;

  LayerMeasure(TensorCoder.Result result) {
    this.result = result;
    this.elements = result.elements();
    this.entries = new long[ContainerOptions.MAX_ZERO_RUN_BITS + 1];
    for (int bits = 1; bits < entries.length; bits++) {
      entries[bits] = Arrays.stream(new ZeroRuns(bits).counts(elements)).sum();
    }
  }

  /** The sizes, without other tensors. */
  LayerSizes sizes(String name, Shape shape) {
    int values = elements.alphabet().levels();
    long survivors = elements.survivors();
    int gapBits = gapBits(Float.SIZE);
    return new LayerSizes(
        name,
        shape.extents(),
        elements.size(),
        survivors,
        values,
        result.isArithmetic() ? CoderChoice.ARITHMETIC : CoderChoice.HUFFMAN,
        (long) Float.SIZE * elements.size(),
        gapBits,
        entries[gapBits] * (gapBits + Float.SIZE),
        values == 0 ? Optional.empty() : Optional.of(sharedBits(values)),
        result.huffman().map(LayerMeasure::bits),
        result.arithmetic().map(LayerMeasure::bits),
        values == 0
            ? Optional.empty()
            : Optional.of(ContainerReport.sharingRate(survivors, values, Float.SIZE)),
        bounds(),
        0,
        0);
  }

  static long bits(Coded coded) {
    return 8L * coded.size();
  }

  /** The width of gaps that makes entries smallest that have so many bits besides. */
  private int gapBits(int otherBits) {
    int best = 1;
    for (int bits = 2; bits < entries.length; bits++) {
      if (entries[bits] * (bits + otherBits) < entries[best] * (best + otherBits)) {
        best = bits;
      }
    }
    return best;
  }

  /** Gaps, indices and the codebook; 0 is a value of its own where padding zeros need one. */
  private long sharedBits(int values) {
    long least = Long.MAX_VALUE;
    for (int gapBits = 1; gapBits < entries.length; gapBits++) {
      long count = entries[gapBits];
      int levels = count > elements.survivors() ? values + 1 : values;
      int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(levels - 1);
      least = Math.min(least, count * (gapBits + indexBits) + (long) values * Float.SIZE);
    }
    return least;
  }

  private Bounds bounds() {
    Optional<Coded.Cost> huffman = result.huffman().map(Coded::cost);
    Optional<Coded.Cost> arithmetic = result.arithmetic().map(Coded::cost);
    long survivors = elements.survivors();
    return new Bounds(
        entropyBits(new long[] {survivors, elements.size() - survivors}),
        huffman.map(cost -> entropyBits(new ZeroRuns(cost.zeroRunBits()).counts(elements))),
        huffman.map(Coded.Cost::positionBits),
        arithmetic.map(Coded.Cost::positionBits),
        entropyBits(symbolCounts()),
        huffman.map(Coded.Cost::symbolBits),
        arithmetic.map(Coded.Cost::symbolBits));
  }

  private long[] symbolCounts() {
    int[] sorted = new int[elements.survivors()];
    Arrays.setAll(sorted, elements::symbol);
    Arrays.sort(sorted);
    long[] counts = new long[sorted.length];
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      distinct += i > 0 && sorted[i] != sorted[i - 1] ? 1 : 0;
      counts[distinct]++;
    }
    return Arrays.copyOf(counts, sorted.length == 0 ? 0 : distinct + 1);
  }

  /** The entropy of order zero of all symbols together. */
  static double entropyBits(long[] counts) {
    double total = Arrays.stream(counts).sum();
    return Arrays.stream(counts)
        .filter(count -> count > 0)
        .mapToDouble(count -> -count * Math.log(count / total) / Math.log(2))
        .sum();
  }
}
