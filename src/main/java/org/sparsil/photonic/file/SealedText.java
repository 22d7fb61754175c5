// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** JSON on its way out, with the SHA-256 of all that is not white space between its tokens. */
final class SealedText {
  private final OutputStream target;
  private final MessageDigest digest;
  private boolean inString;
  private boolean escaped;

  SealedText(OutputStream target) {
    this.target = target;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    target.write(bytes);
    byte[] kept = new byte[bytes.length];
    int count = 0;
    for (byte one : bytes) {
      if (inString || one > ' ' || one < 0) {
        kept[count++] = one;
      }
      if (one == '"' && !escaped) {
        inString = !inString;
      }
      escaped = inString && one == '\\' && !escaped;
    }
    digest.update(kept, 0, count);
  }

  /** Ends the outermost object with the checksum of all before it. */
  void seal() throws IOException {
    String checksum = HexFormat.of().formatHex(digest.digest());
    target.write(
        ",\n\"checksum\": \"sha256:%s\"\n}\n".formatted(checksum).getBytes(StandardCharsets.UTF_8));
    target.flush();
  }
}
