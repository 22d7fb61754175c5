// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of the output folder, as a value.
 *
 * @param path below the folder, with {@code /} between names; never leads out of it
 * @param content written when the folder is
 */
public record OutputFile(String path, Content content) {
  public OutputFile {
    for (String name : List.of(path.split("/", -1))) {
      if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
        throw new IllegalArgumentException("file path '" + path + "'");
      }
    }
  }

  /** A file of text, in UTF-8. */
  public static OutputFile text(String path, String text) {
    return new OutputFile(path, target -> target.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is in a file; the same bytes whenever it is asked. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream target) throws IOException;
  }
}
