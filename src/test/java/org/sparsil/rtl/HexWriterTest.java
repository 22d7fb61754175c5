// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of a memory become hexadecimal lines. */
@NullMarked
class HexWriterTest {
  private final StringBuilder text = new StringBuilder();

  @Test
  void the_first_field_has_the_low_bits() throws IOException {
    new HexWriter(text, 12).put(0x1, 4).put(0x2, 4).put(0x3, 4).end();
    assertThat(text).hasToString("321\n");
  }

  @Test
  void a_negative_number_is_cut_to_its_field() throws IOException {
    HexWriter writer = new HexWriter(text, 9);
    writer.put(-1, 5).put(0, 4).end();
    writer.put(-2, 9).end();
    assertThat(text).hasToString("01f\n1fe\n");
  }

  @Test
  void bits_that_are_not_filled_are_0_also_after_a_fuller_word() throws IOException {
    HexWriter writer = new HexWriter(text, 8);
    writer.put(0xff, 8).end();
    writer.put(1, 1).end();
    writer.end();
    assertThat(text).hasToString("ff\n01\n00\n");
  }

  @Test
  void a_field_may_have_64_bits_and_none() throws IOException {
    new HexWriter(text, 68).put(Long.MIN_VALUE, 64).put(5, 0).put(9, 4).end();
    assertThat(text).hasToString("98000000000000000\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void any_fields_make_the_word_that_arithmetic_makes(long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder expected = new StringBuilder();
    int width = 1 + random.nextInt(300);
    HexWriter writer = new HexWriter(text, width);
    for (int word = 0; word < 100; word++) {
      BigInteger sum = BigInteger.ZERO;
      for (int filled = 0; filled < width; ) {
        int bits = Math.min(width - filled, 1 + random.nextInt(64));
        long value = random.nextLong();
        BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        sum = sum.or(BigInteger.valueOf(value).and(mask).shiftLeft(filled));
        writer.put(value, bits);
        filled += bits;
      }
      writer.end();
      String digits = sum.toString(16);
      expected.append("0".repeat((width + 3) / 4 - digits.length())).append(digits).append('\n');
    }
    assertThat(text).as("seed " + seed).hasToString(expected.toString());
  }
}
