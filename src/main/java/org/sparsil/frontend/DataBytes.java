// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** Reads the bytes of data files; compressed ones may not become larger than the memory allows. */
final class DataBytes {
  private DataBytes() {}

  /** The file's bytes, unpacked if they are packed by gzip. */
  static byte[] read(Path file) {
    String place = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new UserException(place, Code.FILE_001, "no such file");
    }
    try {
      MemoryBudget budget = MemoryBudget.ofHeap(Code.DATA_001);
      budget.take(place, Files.size(file));
      byte[] bytes = Files.readAllBytes(file);
      boolean packed = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
      return packed
          ? unpack(place, new GZIPInputStream(new ByteArrayInputStream(bytes)), budget)
          : bytes;
    } catch (IOException e) {
      throw new UserException(place, Code.DATA_001, "cannot be read: it is damaged or cut short");
    }
  }

  /** All that the stream gives, if that is not more than the budget allows. */
  static byte[] unpack(String place, InputStream stream, MemoryBudget budget) throws IOException {
    int limit = (int) Math.min(Integer.MAX_VALUE - 16, budget.leftBytes());
    byte[] bytes = stream.readNBytes(limit);
    budget.take(place, bytes.length + (stream.read() >= 0 ? (long) Integer.MAX_VALUE : 0));
    return bytes;
  }
}
