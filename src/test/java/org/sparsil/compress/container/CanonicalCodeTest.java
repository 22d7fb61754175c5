// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalCodeTest {
  private static final int CODES = 300;

  /** Counts of very different sizes, some of them 0. */
  private static long[] counts(long seed) {
    Random random = new Random(seed);
    long[] counts = new long[2 + random.nextInt(300)];
    double skew = 20 * random.nextDouble();
    for (int i = 0; i < counts.length; i++) {
      counts[i] = random.nextInt(4) == 0 ? 0 : (long) Math.exp(skew * random.nextDouble());
    }
    counts[0]++;
    counts[counts.length - 1]++;
    return counts;
  }

  private static double entropyBits(long[] counts) {
    double total = Arrays.stream(counts).sum();
    return Arrays.stream(counts)
        .filter(count -> count > 0)
        .mapToDouble(count -> -count * Math.log(count / total) / Math.log(2))
        .sum();
  }

  /** What a code without a limit takes: the sum of all nodes of Huffman's tree. */
  private static long huffmanBits(long[] counts) {
    PriorityQueue<Long> queue = new PriorityQueue<>();
    Arrays.stream(counts).filter(count -> count > 0).forEach(queue::add);
    long bits = 0;
    while (queue.size() > 1) {
      long node = queue.remove() + queue.remove();
      bits += node;
      queue.add(node);
    }
    return bits;
  }

  private static double kraft(int[] lengths) {
    return Arrays.stream(lengths)
        .filter(length -> length > 0)
        .mapToDouble(length -> Math.pow(2, -length))
        .sum();
  }

  @Test
  void codesAreCompleteAndWithinOneBitOfEntropy() {
    for (int seed = 0; seed < CODES; seed++) {
      long[] counts = counts(seed);
      int[] lengths = CanonicalCode.lengths(counts, CanonicalCode.MAX_LENGTH);
      long size = CanonicalCode.of(counts).sizeBits(counts);

      assertThat(kraft(lengths)).as("seed %d", seed).isEqualTo(1);
      assertThat(Arrays.stream(lengths)).allMatch(length -> length <= CanonicalCode.MAX_LENGTH);
      assertThat((double) size)
          .as("seed %d", seed)
          .isBetween(entropyBits(counts) - 1e-6, entropyBits(counts) + Arrays.stream(counts).sum());
    }
  }

  @Test
  void codesAreThoseOfHuffmanWhereTheLimitDoesNotBind() {
    for (int seed = 0; seed < CODES; seed++) {
      long[] counts = counts(seed);
      int[] lengths = CanonicalCode.lengths(counts, 40);
      long size = 0;
      for (int i = 0; i < counts.length; i++) {
        size += counts[i] * lengths[i];
      }

      assertThat(size).as("seed %d", seed).isEqualTo(huffmanBits(counts));
    }
  }

  /** Of four symbols in two bits, all codewords have the same length, however unlike the counts. */
  @Test
  void theLimitHolds() {
    assertThat(CanonicalCode.lengths(new long[] {1, 10, 100, 1000}, 2)).containsExactly(2, 2, 2, 2);
    assertThat(CanonicalCode.lengths(new long[] {1, 10, 100, 1000}, 3)).containsExactly(3, 3, 2, 1);
  }

  @Test
  void whatIsWrittenIsRead() {
    for (int seed = 0; seed < CODES; seed++) {
      Random random = new Random(seed);
      long[] counts = counts(seed);
      CanonicalCode code = CanonicalCode.of(counts);
      int[] symbols =
          random.ints(100, 0, counts.length).filter(symbol -> counts[symbol] > 0).toArray();
      BitWriter out = new BitWriter();
      code.write(out);
      Arrays.stream(symbols).forEach(symbol -> code.encode(out, symbol));

      BitReader in = new BitReader(new ByteReader(out.toByteArray(), "test"));
      CanonicalCode.Decoder decoder = CanonicalCode.read(in, counts.length).decoder(in);

      assertThat(Arrays.stream(symbols).map(symbol -> decoder.next()).toArray())
          .as("seed %d", seed)
          .isEqualTo(symbols);
      in.requireEnd();
    }
  }

  @Test
  void aSymbolThatStandsAloneTakesNoBits() {
    long[] counts = {0, 1000, 0};

    assertThat(CanonicalCode.of(counts).sizeBits(counts)).isZero();
  }
}
