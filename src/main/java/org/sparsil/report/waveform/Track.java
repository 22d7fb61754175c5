// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

/**
 * A line of a waveform picture.
 *
 * @param label what stands beside it
 * @param signal what it shows
 * @param reading how a signal of several bits is written
 */
public record Track(String label, Signal signal, Reading reading) {

  /** How bits are read as a number. */
  public enum Reading {
    UNSIGNED,
    SIGNED
  }

  /** The text of the signal's value at a time. */
  String text(long time) {
    String bits = signal.at(time);
    if (bits.chars().anyMatch(bit -> bit != '0' && bit != '1')) {
      return "x";
    }
    long value =
        Long.parseUnsignedLong(bits.length() > 63 ? bits.substring(bits.length() - 63) : bits, 2);
    boolean negative = reading == Reading.SIGNED && bits.length() <= 63 && bits.charAt(0) == '1';
    return Long.toString(negative ? value - (1L << bits.length()) : value);
  }
}
