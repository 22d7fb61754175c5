// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.zip.CRC32;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** Reads what {@link ByteWriter} wrote, and never past the end of its part of the file. */
final class ByteReader {
  /** A real number that is one of single precision. */
  static final int SINGLE = 0;

  static final int DOUBLE = 1;

  private final byte[] bytes;
  private final int end;
  private final String place;
  private int position;

  ByteReader(byte[] bytes, String place) {
    this(bytes, 0, bytes.length, place);
  }

  private ByteReader(byte[] bytes, int position, int end, String place) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    this.place = place;
  }

  int remaining() {
    return end - position;
  }

  int u8() {
    if (position == end) {
      throw damaged("the file or a section ends too early");
    }
    return bytes[position++] & 0xff;
  }

  int varint() {
    long value = unsigned32();
    if (value > Integer.MAX_VALUE) {
      throw damaged("the number %d is too large".formatted(value));
    }
    return (int) value;
  }

  int signed() {
    long zigzag = unsigned32();
    return (int) (zigzag >>> 1) ^ -(int) (zigzag & 1);
  }

  private long unsigned32() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (value > 0xffff_ffffL) {
          break;
        }
        return value;
      }
    }
    throw damaged("a number has more than 32 bits");
  }

  /** A number from 0 to {@code limit − 1}. */
  int below(int limit, String what) {
    int value = varint();
    if (value >= limit) {
      throw damaged("%s %d, there are %d".formatted(what, value, limit));
    }
    return value;
  }

  boolean flag() {
    return below(2, "choice") == 1;
  }

  int int32() {
    return u8() << 24 | u8() << 16 | u8() << 8 | u8();
  }

  float float32() {
    return Float.intBitsToFloat(int32());
  }

  double real() {
    return switch (u8()) {
      case SINGLE -> float32();
      case DOUBLE -> Double.longBitsToDouble((long) int32() << 32 | (int32() & 0xffff_ffffL));
      default -> throw damaged("a real number of no known form");
    };
  }

  String string() {
    int length = varint();
    if (length > remaining()) {
      throw damaged("a string of %d characters, %d bytes are left".formatted(length, remaining()));
    }
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) below(Character.MAX_VALUE + 1, "character"));
    }
    return text.toString();
  }

  /** The next bytes, as something to read alone. */
  ByteReader part(int length) {
    if (length > remaining()) {
      throw damaged("%d bytes announced, %d are left".formatted(length, remaining()));
    }
    position += length;
    return new ByteReader(bytes, position - length, position, place);
  }

  /** The content of the section that begins here, checked. */
  ByteReader section(String what) {
    int begin = position;
    int length = varint();
    if (length > remaining() - Integer.BYTES) {
      throw damaged(
          "%s has %d bytes and a checksum, %d bytes are left".formatted(what, length, remaining()));
    }
    int content = position;
    CRC32 sum = new CRC32();
    sum.update(bytes, begin, content + length - begin);
    position = content + length;
    int expected = int32();
    if (expected != (int) sum.getValue()) {
      position = begin;
      throw damaged(
          "the checksum of %s is %08x, stored is %08x"
              .formatted(what, (int) sum.getValue(), expected));
    }
    return new ByteReader(bytes, content, content + length, place);
  }

  void requireEnd(String what) {
    if (remaining() > 0) {
      throw damaged("%d bytes follow the end of %s".formatted(remaining(), what));
    }
  }

  /** The error to throw for what was just read. */
  UserException damaged(String message) {
    return error(Code.CONTAINER_002, message, "the file is damaged; pack the network again");
  }

  UserException error(Code code, String message, String hint) {
    return new UserException("%s: byte %d".formatted(place, position), code, message, hint);
  }
}
