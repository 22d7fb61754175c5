// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/** Writes numbers and strings as few bytes; the counterpart of {@link ByteReader}. */
final class ByteWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void u8(int value) {
    bytes.write(value);
  }

  /** Seven bits a byte, lowest first; the high bit says that more follow. */
  void varint(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative " + value);
    }
    int rest = value;
    while (rest >= 0x80) {
      u8(rest | 0x80);
      rest >>>= 7;
    }
    u8(rest);
  }

  /** Small magnitudes take few bytes, whatever their sign. */
  void signed(int value) {
    long zigzag = ((long) value << 1) ^ (value >> 31);
    zigzag &= 0xffff_ffffL;
    for (; zigzag >= 0x80; zigzag >>>= 7) {
      u8((int) zigzag | 0x80);
    }
    u8((int) zigzag);
  }

  void int32(int value) {
    u8(value >>> 24);
    u8(value >>> 16);
    u8(value >>> 8);
    u8(value);
  }

  void float32(float value) {
    int32(Float.floatToRawIntBits(value));
  }

  /** A byte, then as few as the number's bits need. */
  void real(double value) {
    float single = (float) value;
    if (Double.doubleToRawLongBits(single) == Double.doubleToRawLongBits(value)) {
      u8(ByteReader.SINGLE);
      float32(single);
    } else {
      long bits = Double.doubleToRawLongBits(value);
      u8(ByteReader.DOUBLE);
      int32((int) (bits >>> 32));
      int32((int) bits);
    }
  }

  /** UTF-16 units as variable-length integers: any string, a byte for each ASCII character. */
  void string(String text) {
    varint(text.length());
    text.chars().forEach(this::varint);
  }

  void raw(byte[] content) {
    bytes.write(content, 0, content.length);
  }

  /** Length, content, CRC-32 of both. */
  void section(byte[] content) {
    ByteWriter head = new ByteWriter();
    head.varint(content.length);
    byte[] length = head.toByteArray();
    CRC32 sum = new CRC32();
    sum.update(length);
    sum.update(content);
    raw(length);
    raw(content);
    int32((int) sum.getValue());
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
