// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.ByteBuffer;

/** How numbers are stored in data files; the byte order is the buffer's. */
enum NumberType {
  BOOL(1),
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  UINT64(8),
  INT64(8),
  FLOAT16(2),
  FLOAT32(4),
  FLOAT64(8);

  private final int sizeBytes;

  NumberType(int sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  int sizeBytes() {
    return sizeBytes;
  }

  /** The number at an index of an array that begins at the buffer's start. */
  double read(ByteBuffer array, int index) {
    int at = index * sizeBytes;
    return switch (this) {
      case BOOL -> array.get(at) == 0 ? 0 : 1;
      case UINT8 -> array.get(at) & 0xff;
      case INT8 -> array.get(at);
      case UINT16 -> array.getShort(at) & 0xffff;
      case INT16 -> array.getShort(at);
      case UINT32 -> array.getInt(at) & 0xffffffffL;
      case INT32 -> array.getInt(at);
      case UINT64 -> unsigned(array.getLong(at));
      case INT64 -> (double) array.getLong(at);
      case FLOAT16 -> HalfPrecision.toFloat(array.getShort(at));
      case FLOAT32 -> array.getFloat(at);
      case FLOAT64 -> array.getDouble(at);
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? (double) bits : (double) (bits >>> 1 | (bits & 1)) * 2;
  }
}
