// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Shape;

/**
 * IDX, the format of MNIST: two zero bytes, a type, a number of axes, an extent of 32 bits each,
 * the elements; all big-endian.
 */
final class IdxFormat {
  private static final int HEADER_BYTES = 4;

  private IdxFormat() {}

  static boolean matches(byte[] bytes) {
    return bytes.length >= HEADER_BYTES
        && bytes[0] == 0
        && bytes[1] == 0
        && type(bytes[2]).isPresent();
  }

  private static Optional<NumberType> type(byte code) {
    return switch (code) {
      case 0x08 -> Optional.of(NumberType.UINT8);
      case 0x09 -> Optional.of(NumberType.INT8);
      case 0x0b -> Optional.of(NumberType.INT16);
      case 0x0c -> Optional.of(NumberType.INT32);
      case 0x0d -> Optional.of(NumberType.FLOAT32);
      case 0x0e -> Optional.of(NumberType.FLOAT64);
      default -> Optional.empty();
    };
  }

  static NumberArray read(String place, byte[] bytes) {
    NumberType type = type(bytes[2]).orElseThrow();
    int rank = bytes[3] & 0xff;
    int dataStart = HEADER_BYTES + rank * Integer.BYTES;
    if (bytes.length < dataStart) {
      throw new UserException(
          place,
          Code.DATA_001,
          "the header needs %d bytes, the file has %d".formatted(dataStart, bytes.length));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      extents.add((long) buffer.getInt(HEADER_BYTES + axis * Integer.BYTES));
    }
    Shape shape = MemoryBudget.shape(place, Code.DATA_001, extents);
    long needed = (long) shape.size() * type.sizeBytes();
    if (bytes.length - dataStart != needed) {
      throw new UserException(
          place,
          Code.DATA_001,
          "shape %s needs %d bytes, the data has %d"
              .formatted(shape, needed, bytes.length - dataStart));
    }
    ByteBuffer data = buffer.position(dataStart).slice();
    return new NumberArray(place, shape, position -> type.read(data, position));
  }
}
