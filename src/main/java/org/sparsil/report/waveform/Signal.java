// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One signal of a dump.
 *
 * @param path scopes and name, joined by dots: {@code tb.u_dut.fc1_tvalid}
 * @param changes the bits from each time on, highest first, as written in the dump: without leading
 *     zeros
 */
public record Signal(String path, int widthBits, NavigableMap<Long, String> changes) {
  public Signal {
    changes = new TreeMap<>(changes);
  }

  /** The bits at a time, all of them, highest first; {@code x} where they are not known. */
  public String at(long time) {
    var entry = changes.floorEntry(time);
    String bits = entry == null ? "x" : entry.getValue();
    char fill = bits.charAt(0) == '1' ? '0' : bits.charAt(0);
    return String.valueOf(fill).repeat(Math.max(0, widthBits - bits.length())) + bits;
  }
}
