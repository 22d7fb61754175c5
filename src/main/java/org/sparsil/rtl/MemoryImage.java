// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.io.IOException;

/**
 * The contents of a memory, as {@code $readmemh} reads them: one hexadecimal word a line.
 *
 * @param fileName within the folder {@code rom}
 * @param tensor what it holds, for people
 * @param words made on demand, since the images of a large network do not fit in memory together
 */
public record MemoryImage(String fileName, String tensor, int widthBits, int depth, Words words) {

  /** The words of a memory. */
  public interface Words {
    /** Appends every word, from address 0 on. */
    void writeTo(HexWriter writer) throws IOException;
  }
}
