// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.TensorProto.DataType;

/** The element types of ONNX tensors that can be read; named as in ONNX. */
enum ElementType {
  FLOAT(DataType.FLOAT, Kind.REAL, 32),
  DOUBLE(DataType.DOUBLE, Kind.REAL, 64),
  FLOAT16(DataType.FLOAT16, Kind.REAL, 16),
  BFLOAT16(DataType.BFLOAT16, Kind.REAL, 16),
  INT4(DataType.INT4, Kind.SIGNED, 4),
  INT8(DataType.INT8, Kind.SIGNED, 8),
  INT16(DataType.INT16, Kind.SIGNED, 16),
  INT32(DataType.INT32, Kind.SIGNED, 32),
  INT64(DataType.INT64, Kind.SIGNED, 64),
  UINT4(DataType.UINT4, Kind.UNSIGNED, 4),
  UINT8(DataType.UINT8, Kind.UNSIGNED, 8),
  UINT16(DataType.UINT16, Kind.UNSIGNED, 16),
  UINT32(DataType.UINT32, Kind.UNSIGNED, 32),
  UINT64(DataType.UINT64, Kind.UNSIGNED, 64),
  BOOL(DataType.BOOL, Kind.BOOLEAN, 8);

  enum Kind {
    REAL,
    SIGNED,
    UNSIGNED,
    BOOLEAN
  }

  private final DataType dataType;
  private final Kind kind;
  private final int bits;

  ElementType(DataType dataType, Kind kind, int bits) {
    this.dataType = dataType;
    this.kind = kind;
    this.bits = bits;
  }

  /**
   * The type with ONNX's number.
   *
   * @throws UserException if there is none, or if it cannot be read
   */
  static ElementType of(int number, String place) {
    for (ElementType type : values()) {
      if (type.dataType.getNumber() == number) {
        return type;
      }
    }
    DataType known = DataType.forNumber(number);
    throw new UserException(
        place,
        Code.ONNX_002,
        "element type %s is not supported".formatted(known == null ? "number " + number : known));
  }

  Kind kind() {
    return kind;
  }

  boolean isReal() {
    return kind == Kind.REAL;
  }

  int bits() {
    return bits;
  }

  /** The least integer; meaningless for real types. */
  long min() {
    return kind == Kind.SIGNED ? -1L << (bits - 1) : 0;
  }

  /** The greatest integer, at most the greatest {@code long}; meaningless for real types. */
  long max() {
    return switch (kind) {
      case BOOLEAN -> 1;
      case SIGNED -> ~min();
      default -> bits == 64 ? Long.MAX_VALUE : (1L << bits) - 1;
    };
  }

  boolean holds(long value) {
    return min() <= value && value <= max();
  }

  /** The value as it is after a conversion to this integer type: high bits are lost. */
  long wrap(long value) {
    int unused = Long.SIZE - bits;
    return switch (kind) {
      case BOOLEAN -> value == 0 ? 0 : 1;
      case SIGNED -> value << unused >> unused;
      default -> value << unused >>> unused;
    };
  }
}
