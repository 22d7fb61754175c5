// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the rows of a sliding window are held.
 *
 * @param rows the number of row memories, at least 1; absent for {@link #STREAMING}
 */
public record LineBuffers(OptionalInt rows) {
  /** The most that make sense: more than any image has rows. */
  public static final int MOST = 1 << 16;

  /**
   * Delay lines for the rows above the one that arrives: the least memory, and loading never waits.
   */
  public static final LineBuffers STREAMING = new LineBuffers(OptionalInt.empty());

  private static final String STREAMING_NAME = "streaming";

  public LineBuffers {
    if (rows.isPresent() && (rows.getAsInt() < 1 || rows.getAsInt() > MOST)) {
      throw new IllegalArgumentException(rows.getAsInt() + " line buffers");
    }
  }

  /** So many row memories, filled one after the other while others are read. */
  public static LineBuffers of(int rows) {
    return new LineBuffers(OptionalInt.of(rows));
  }

  /** What a user writes: a number, or {@code streaming}; empty if it is neither. */
  public static Optional<LineBuffers> parse(String text) {
    if (text.equals(STREAMING_NAME)) {
      return Optional.of(STREAMING);
    }
    if (!text.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(text);
    return rows < 1 || rows > MOST ? Optional.empty() : Optional.of(of(rows));
  }

  public boolean streaming() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    return streaming() ? STREAMING_NAME : String.valueOf(rows.getAsInt());
  }
}
