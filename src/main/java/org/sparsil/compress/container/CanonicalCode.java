// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A canonical prefix code: of equally long codewords, those of lower symbols come first, and
 * shorter before longer, so that the lengths say all. A code of one symbol needs no bits at all.
 */
final class CanonicalCode {
  /** The longest codeword, so that decoding is one look into a table. */
  static final int MAX_LENGTH = 15;

  private final int[] lengths;

  /** As the lengths, but 0 for a symbol that stands alone. */
  private final int[] bits;

  private final int[] codes;

  private CanonicalCode(int[] lengths) {
    this.lengths = lengths;
    this.bits = isSingle(lengths) ? new int[lengths.length] : lengths;
    this.codes = codewords(bits);
  }

  /** The code of least total length for symbols that occur so many times. */
  static CanonicalCode of(long[] counts) {
    return new CanonicalCode(lengths(counts, MAX_LENGTH));
  }

  /**
   * The lengths of an optimal prefix code with codewords of at most {@code limit} bits, by package
   * merge (Larmore and Hirschberg, A fast algorithm for optimal length-limited Huffman codes,
   * 1990).
   *
   * @param counts how often each symbol occurs; those that never do get length 0
   */
  static int[] lengths(long[] counts, int limit) {
    int[] symbols =
        IntStream.range(0, counts.length)
            .filter(symbol -> counts[symbol] > 0)
            .boxed()
            .sorted(Comparator.comparingLong((Integer symbol) -> counts[symbol]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] lengths = new int[counts.length];
    if (symbols.length <= 1) {
      Arrays.stream(symbols).forEach(symbol -> lengths[symbol] = 1);
      return lengths;
    }
    if (symbols.length > 1L << limit) {
      throw new IllegalArgumentException(
          symbols.length + " symbols in codes of " + limit + " bits");
    }
    long[] coins = Arrays.stream(symbols).mapToLong(symbol -> counts[symbol]).toArray();
    boolean[][] isCoin = new boolean[limit][];
    long[] row = coins;
    isCoin[0] = new boolean[coins.length];
    Arrays.fill(isCoin[0], true);
    for (int level = 1; level < limit; level++) {
      isCoin[level] = new boolean[coins.length + row.length / 2];
      row = merged(coins, row, isCoin[level]);
    }
    int taken = 2 * symbols.length - 2;
    for (int level = limit - 1; level >= 0 && taken > 0; level--) {
      int coinsTaken = 0;
      for (int i = 0; i < taken; i++) {
        coinsTaken += isCoin[level][i] ? 1 : 0;
      }
      for (int i = 0; i < coinsTaken; i++) {
        lengths[symbols[i]]++;
      }
      taken = 2 * (taken - coinsTaken);
    }
    return lengths;
  }

  /** Coins and the pairs of a row, by rising weight. */
  private static long[] merged(long[] coins, long[] row, boolean[] isCoin) {
    long[] merged = new long[isCoin.length];
    int coin = 0;
    int pair = 0;
    for (int i = 0; i < merged.length; i++) {
      long pairWeight = pair + 1 < row.length ? row[pair] + row[pair + 1] : Long.MAX_VALUE;
      isCoin[i] = coin < coins.length && coins[coin] <= pairWeight;
      if (isCoin[i]) {
        merged[i] = coins[coin++];
      } else {
        merged[i] = pairWeight;
        pair += 2;
      }
    }
    return merged;
  }

  private static boolean isSingle(int[] lengths) {
    return Arrays.stream(lengths).filter(length -> length > 0).count() == 1;
  }

  private static int[] codewords(int[] lengths) {
    int[] codes = new int[lengths.length];
    int code = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      code <<= 1;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          codes[symbol] = code++;
        }
      }
    }
    return codes;
  }

  /** The lengths, as the differences between neighbours in gamma codes. */
  void write(BitWriter out) {
    int previous = 0;
    for (int length : lengths) {
      int difference = length - previous;
      out.gamma(1 + (difference << 1 ^ difference >> 31));
      previous = length;
    }
  }

  /**
   * Reads the lengths of so many symbols.
   *
   * @throws org.sparsil.diag.UserException if they are not those of a complete code
   */
  static CanonicalCode read(BitReader in, int symbols) {
    int[] lengths = new int[symbols];
    long kraft = 0;
    int previous = 0;
    for (int symbol = 0; symbol < symbols; symbol++) {
      int zigzag = in.gamma() - 1;
      previous += zigzag >>> 1 ^ -(zigzag & 1);
      if (previous < 0 || previous > MAX_LENGTH) {
        throw in.damaged(
            "a codeword of %d bits, there are 0 to %d".formatted(previous, MAX_LENGTH));
      }
      lengths[symbol] = previous;
      kraft += previous == 0 ? 0 : 1L << (MAX_LENGTH - previous);
    }
    boolean single = isSingle(lengths) && kraft == 1L << (MAX_LENGTH - 1);
    if (kraft != 0 && kraft != 1L << MAX_LENGTH && !single) {
      throw in.damaged(
          "the codewords fill %d of %d parts of the code space".formatted(kraft, 1 << MAX_LENGTH));
    }
    return new CanonicalCode(lengths);
  }

  /** The bits of all codewords together. */
  long sizeBits(long[] counts) {
    long size = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      size += counts[symbol] * bits[symbol];
    }
    return size;
  }

  void encode(BitWriter out, int symbol) {
    out.bits(codes[symbol], bits[symbol]);
  }

  /** Decodes by one look into a table of all beginnings. */
  Decoder decoder(BitReader in) {
    return new Decoder(in);
  }

  /** Reads the code's symbols. */
  final class Decoder {
    private final BitReader in;
    private final int width = Arrays.stream(bits).max().orElse(0);
    private final int[] symbols = new int[1 << width];

    private final boolean isEmpty = Arrays.stream(lengths).allMatch(length -> length == 0);

    private Decoder(BitReader in) {
      this.in = in;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] > 0) {
          int free = width - bits[symbol];
          Arrays.fill(symbols, codes[symbol] << free, (codes[symbol] + 1) << free, symbol);
        }
      }
    }

    /** The next symbol. */
    int next() {
      if (isEmpty) {
        throw in.damaged("a code without symbols is used");
      }
      int symbol = symbols[in.peek(width)];
      in.bits(bits[symbol]);
      return symbol;
    }
  }
}
