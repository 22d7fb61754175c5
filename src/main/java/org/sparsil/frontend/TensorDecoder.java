// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.TensorProto;
import org.sparsil.proto.TensorProto.DataLocation;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/** Decodes a {@code TensorProto}: every element type, from raw bytes, typed lists or a file. */
final class TensorDecoder {
  private final ExternalData externalData;
  private final MemoryBudget budget;

  TensorDecoder(ExternalData externalData, MemoryBudget budget) {
    this.externalData = externalData;
    this.budget = budget;
  }

  /**
   * Decodes it; the shape is compared with the data before anything is allocated.
   *
   * @param place of the tensor, for diagnostics
   */
  Value.Constant decode(TensorProto tensor, String place) {
    ElementType type = ElementType.of(tensor.getDataType(), place);
    Shape shape = MemoryBudget.shape(place, Code.ONNX_003, tensor.getDimsList());
    IntToLongFunction bits = bits(tensor, type, shape, place);
    budget.take(place, (long) shape.size() * (type.isReal() ? Float.BYTES : Long.BYTES));
    return type.isReal()
        ? new Value.Reals(type, reals(type, shape, bits), Optional.empty())
        : new Value.Integers(type, integers(type, shape, bits, place));
  }

  /** The bits of each element by position, for integers sign-extended if they are signed. */
  private IntToLongFunction bits(TensorProto tensor, ElementType type, Shape shape, String place) {
    int listed = listedEntries(tensor, type);
    boolean external = tensor.getDataLocation() == DataLocation.EXTERNAL;
    if (external || !tensor.getRawData().isEmpty()) {
      if (listed > 0 || (external && !tensor.getRawData().isEmpty())) {
        throw new UserException(place, Code.ONNX_003, "has its data twice");
      }
      long needed = ((long) shape.size() * type.bits() + 7) / 8;
      if (!external) {
        requireSize(place, shape, needed, tensor.getRawData().size(), "bytes");
      } else {
        budget.take(place, needed);
      }
      ByteBuffer bytes =
          external
              ? ByteBuffer.wrap(externalData.read(tensor, place, needed))
              : tensor.getRawData().asReadOnlyByteBuffer();
      return rawBits(bytes.order(ByteOrder.LITTLE_ENDIAN), type);
    }
    long needed = type.bits() == 4 ? (shape.size() + 1L) / 2 : shape.size();
    requireSize(place, shape, needed, listed, "list entries");
    return listedBits(tensor, type);
  }

  private static void requireSize(
      String place, Shape shape, long needed, long present, String unit) {
    if (needed != present) {
      throw new UserException(
          place,
          Code.ONNX_003,
          "shape %s needs %d %s, the data has %d".formatted(shape, needed, unit, present));
    }
  }

  private static IntToLongFunction rawBits(ByteBuffer bytes, ElementType type) {
    return switch (type.bits()) {
      case 4 -> position -> nibble(bytes.get(position / 2), position, type);
      case 8 -> position -> type.wrap(bytes.get(position));
      case 16 -> position -> type.wrap(bytes.getShort(2 * position));
      case 32 -> position -> type.wrap(bytes.getInt(4 * position));
      default -> position -> bytes.getLong(8 * position);
    };
  }

  /** The element at an even position is in the low half of its byte. */
  private static long nibble(long pair, int position, ElementType type) {
    return type.wrap(position % 2 == 0 ? pair : pair >> 4);
  }

  private static int listedEntries(TensorProto tensor, ElementType type) {
    return switch (type) {
      case FLOAT -> tensor.getFloatDataCount();
      case DOUBLE -> tensor.getDoubleDataCount();
      case INT64 -> tensor.getInt64DataCount();
      case UINT32, UINT64 -> tensor.getUint64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  private static IntToLongFunction listedBits(TensorProto tensor, ElementType type) {
    return switch (type) {
      case FLOAT -> position -> Float.floatToRawIntBits(tensor.getFloatData(position));
      case DOUBLE -> position -> Double.doubleToRawLongBits(tensor.getDoubleData(position));
      case INT64 -> tensor::getInt64Data;
      case UINT32, UINT64 -> tensor::getUint64Data;
      case INT4, UINT4 -> position -> nibble(tensor.getInt32Data(position / 2), position, type);
      default -> tensor::getInt32Data;
    };
  }

  private static FloatTensor reals(ElementType type, Shape shape, IntToLongFunction bits) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      long element = bits.applyAsLong(i);
      values[i] =
          switch (type) {
            case FLOAT16 -> HalfPrecision.toFloat((short) element);
            case BFLOAT16 -> Float.intBitsToFloat((int) element << 16);
            case DOUBLE -> (float) Double.longBitsToDouble(element);
            default -> Float.intBitsToFloat((int) element);
          };
    }
    return FloatTensor.adopt(shape, values);
  }

  private static LongTensor integers(
      ElementType type, Shape shape, IntToLongFunction bits, String place) {
    long[] values = new long[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bits.applyAsLong(i);
      if (!type.holds(values[i])) {
        throw new UserException(
            place,
            Code.ONNX_003,
            "element %d is %s, beyond type %s or 2^63".formatted(i, text(values[i], type), type));
      }
    }
    return LongTensor.adopt(shape, values);
  }

  private static String text(long value, ElementType type) {
    return type.kind() == ElementType.Kind.SIGNED
        ? Long.toString(value)
        : Long.toUnsignedString(value);
  }
}
