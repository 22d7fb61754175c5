// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Shape;

/** PGM grey images, as bytes (P5) or as text (P2). */
final class PgmFormat {
  /** The header's four words; comments go from # to the end of a line. */
  private static final Pattern HEADER =
      Pattern.compile("P[25]" + "(?:\\s|#[^\\n]*\\n)+([0-9]{1,9})".repeat(3) + "\\s");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final int MAX_HEADER_BYTES = 4096;

  private PgmFormat() {}

  static boolean matches(byte[] bytes) {
    return bytes.length > 2
        && bytes[0] == 'P'
        && (bytes[1] == '5' || bytes[1] == '2')
        && (Character.isWhitespace(bytes[2]) || bytes[2] == '#');
  }

  /** What the header says. */
  record Header(int rows, int columns, int maximum) {}

  /**
   * The header alone.
   *
   * @throws UserException if it cannot be read, or its largest value is not within 1 to 65535
   */
  static Header header(String place, byte[] bytes) {
    Matcher header = matched(place, bytes);
    int maximum = Integer.parseInt(header.group(3));
    if (maximum < 1 || maximum > 65_535) {
      throw new UserException(
          place,
          Code.DATA_001,
          "not a readable PGM image: its largest value is %d, allowed is 1 to 65535"
              .formatted(maximum));
    }
    return new Header(
        Integer.parseInt(header.group(2)), Integer.parseInt(header.group(1)), maximum);
  }

  private static Matcher matched(String place, byte[] bytes) {
    String head =
        new String(bytes, 0, Math.min(bytes.length, MAX_HEADER_BYTES), StandardCharsets.ISO_8859_1);
    Matcher header = HEADER.matcher(head);
    if (!header.lookingAt()) {
      throw new UserException(place, Code.DATA_001, "not a readable PGM image: bad header");
    }
    return header;
  }

  static NumberArray read(String place, byte[] bytes) {
    Matcher header = matched(place, bytes);
    long width = Long.parseLong(header.group(1));
    long height = Long.parseLong(header.group(2));
    int maximum = Integer.parseInt(header.group(3));
    Shape shape = MemoryBudget.shape(place, Code.DATA_001, List.of(height, width));
    return bytes[1] == '2'
        ? text(place, shape, bytes, header.end())
        : binary(place, shape, bytes, header.end(), maximum);
  }

  private static NumberArray binary(
      String place, Shape shape, byte[] bytes, int start, int maximum) {
    NumberType type = maximum < 256 ? NumberType.UINT8 : NumberType.UINT16;
    long needed = (long) shape.size() * type.sizeBytes();
    requireCount(place, shape, needed, bytes.length - start);
    ByteBuffer data = ByteBuffer.wrap(bytes).position(start).slice();
    return new NumberArray(place, shape, position -> type.read(data, position));
  }

  private static NumberArray text(String place, Shape shape, byte[] bytes, int start) {
    Matcher number =
        NUMBER.matcher(new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1));
    List<Integer> values = new ArrayList<>();
    while (number.find()) {
      values.add(Integer.parseInt(number.group()));
    }
    requireCount(place, shape, shape.size(), values.size());
    return new NumberArray(place, shape, values::get);
  }

  private static void requireCount(String place, Shape shape, long needed, long present) {
    if (present < needed) {
      throw new UserException(
          place,
          Code.DATA_001,
          "shape %s needs %d samples or bytes, the data has %d".formatted(shape, needed, present));
    }
  }
}
