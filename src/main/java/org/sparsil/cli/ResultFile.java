// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** Writes a file that the user asked for: the whole of it, or nothing. */
final class ResultFile {
  private ResultFile() {}

  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    Path target = file.toAbsolutePath();
    Path temporary =
        target.resolveSibling("." + target.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    try {
      Files.write(temporary, content);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException(file.toString(), Code.FILE_001, "cannot be written");
    } finally {
      temporary.toFile().delete();
    }
  }
}
