// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.IntTensor;

/**
 * {@code y = clamp(zeroPoint + round(acc · multiplier / 2^shift), lo, hi)}.
 *
 * @param multiplier one value or one per channel, at least 1; 1 everywhere is a pure shift
 * @param shift as many values as {@code multiplier}; 0 to 62
 * @param format of the output; its zero point is added after rounding
 * @param lo at least the format's minimum; the zero point itself for a ReLU
 * @param hi at most the format's maximum
 */
public record Requantize(
    IntTensor multiplier, IntTensor shift, Rounding rounding, FixedPoint format, int lo, int hi)
    implements OutputStage {
  public Requantize {
    if (multiplier.size() != shift.size() || multiplier.size() == 0) {
      throw new IllegalArgumentException(
          multiplier.size() + " multipliers, " + shift.size() + " shifts");
    }
    for (int i = 0; i < multiplier.size(); i++) {
      rounding.require(multiplier.get(i), shift.get(i));
    }
    if (lo > hi || lo < format.min() || hi > format.max()) {
      throw new IllegalArgumentException("clamp to " + lo + "…" + hi + " in " + format);
    }
  }

  /** The same multiplier and shift for every channel. */
  public static Requantize perTensor(
      int multiplier, int shift, Rounding rounding, FixedPoint format, int lo, int hi) {
    return new Requantize(
        IntTensor.vector(multiplier), IntTensor.vector(shift), rounding, format, lo, hi);
  }

  public boolean perChannel() {
    return multiplier.size() > 1;
  }

  public int multiplierOf(int channel) {
    return multiplier.get(perChannel() ? channel : 0);
  }

  public int shiftOf(int channel) {
    return shift.get(perChannel() ? channel : 0);
  }

  @Override
  public int apply(long accumulator, int channel) {
    long rounded = rounding.apply(accumulator, multiplierOf(channel), shiftOf(channel));
    return (int) Math.max(lo, Math.min(hi, Math.addExact(rounded, format.zeroPoint())));
  }

  @Override
  public Interval range() {
    return new Interval(lo, hi);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.requantize(this);
  }
}
