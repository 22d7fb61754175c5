// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sparsil.diag.Code;

/**
 * The checksum at a file's end: of its text without white space between tokens, up to the comma in
 * front of the checksum itself.
 */
final class Checksum {
  private static final String MEMBER = ",\"checksum\":\"sha256:";
  private static final int HEX_DIGITS = 64;
  private static final int LENGTH = MEMBER.length() + HEX_DIGITS + "\"}".length();

  private Checksum() {}

  static void check(byte[] json, Findings findings) {
    byte[] bare = new byte[json.length];
    int count = withoutWhiteSpace(json, bare);
    int end = count - LENGTH;
    String tail = end < 0 ? "" : new String(bare, end, LENGTH, StandardCharsets.UTF_8);
    if (!tail.startsWith(MEMBER)) {
      findings.error("/checksum", Code.PHOTON_010, "is not the last member of the file");
      return;
    }
    String stated = tail.substring(MEMBER.length(), MEMBER.length() + HEX_DIGITS);
    String actual = sha256(bare, end);
    if (!stated.equals(actual)) {
      findings.error(
          "/checksum", Code.PHOTON_010, "is %s, that of the file is %s".formatted(stated, actual));
    }
  }

  private static int withoutWhiteSpace(byte[] json, byte[] bare) {
    int count = 0;
    boolean inString = false;
    for (int i = 0; i < json.length; i++) {
      byte one = json[i];
      boolean space = one == ' ' || one == '\n' || one == '\r' || one == '\t';
      if (inString || !space) {
        bare[count++] = one;
      }
      if (one == '"') {
        inString = !inString;
      } else if (one == '\\' && inString && i + 1 < json.length) {
        bare[count++] = json[++i];
      }
    }
    return count;
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
