// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.stream.IntStream;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/**
 * Shared values that stand for integers: {@code value = scale · level}.
 *
 * @param levels strictly rising, none 0
 * @param scale above 0
 */
public record IntegerCodebook(IntTensor levels, float scale) {
  public IntegerCodebook {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i) == 0 || (i > 0 && levels.get(i) <= levels.get(i - 1))) {
        throw new IllegalArgumentException("levels " + levels);
      }
    }
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale " + scale);
    }
  }

  /** The values, in single precision as {@code float} multiplication gives them. */
  public FloatTensor values() {
    float[] values = new float[levels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * levels.get(i);
    }
    return FloatTensor.vector(values);
  }

  /** The canonical signed digits of all levels together. */
  public int digits() {
    return stream().map(SignedDigits::count).sum();
  }

  /** The additions that make all multiples of a number from it, each alone. */
  public int adders() {
    return stream().map(SignedDigits::adders).sum();
  }

  /** The bits of the narrowest two's complement number that holds every level; 1 if none. */
  public int widthBits() {
    return stream()
        .map(level -> Integer.SIZE + 1 - Integer.numberOfLeadingZeros(level < 0 ? ~level : level))
        .max()
        .orElse(1);
  }

  private IntStream stream() {
    return IntStream.range(0, levels.size()).map(levels::get);
  }
}
