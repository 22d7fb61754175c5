// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The integers that hardware may have for weights: symmetric, without 0.
 *
 * @param widthBits of the two's complement number, 2 to 16; the largest level is {@code
 *     2^(widthBits − 1) − 1}
 * @param mostDigits how many canonical signed digits a level may have
 */
public record LevelSet(int widthBits, OptionalInt mostDigits) {
  public LevelSet {
    if (widthBits < 2 || widthBits > 16) {
      throw new IllegalArgumentException("levels of %d bits, not 2 to 16".formatted(widthBits));
    }
    if (mostDigits.isPresent() && mostDigits.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "levels of at most %d digits".formatted(mostDigits.getAsInt()));
    }
  }

  /** The largest integer of the width, allowed or not. */
  public int largest() {
    return (1 << (widthBits - 1)) - 1;
  }

  public boolean allows(int integer) {
    return integer != 0
        && Math.abs((long) integer) <= largest()
        && SignedDigits.count(integer) <= mostDigits.orElse(Integer.SIZE);
  }

  /** All allowed integers, rising. */
  public int[] toArray() {
    return IntStream.rangeClosed(-largest(), largest()).filter(this::allows).toArray();
  }

  /** The allowed integer nearest to a number; the smaller of two equally near. */
  public int nearest(double number) {
    return IntStream.of(toArray())
        .reduce((best, next) -> Math.abs(next - number) < Math.abs(best - number) ? next : best)
        .orElseThrow();
  }
}
