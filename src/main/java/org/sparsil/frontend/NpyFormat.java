// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Shape;

/**
 * NPY, NumPy's array format, versions 1 to 3: a magic word, the version, the length of a header,
 * the header (a Python dictionary of type, order and shape), the elements.
 */
final class NpyFormat {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z?])([0-9]{0,2})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L, ]*)\\)");
  private static final Pattern EXTENT = Pattern.compile("[0-9]+");

  private NpyFormat() {}

  static boolean matches(byte[] bytes) {
    return bytes.length > MAGIC.length
        && ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  static NumberArray read(String place, byte[] bytes) {
    int lengthBytes = bytes.length > 6 && bytes[6] == 1 ? 2 : 4;
    int headerStart = MAGIC.length + 2 + lengthBytes;
    if (bytes.length < headerStart || bytes[6] < 1 || bytes[6] > 3) {
      throw damaged(place, "its header is cut short, or of an unknown version");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = lengthBytes == 2 ? buffer.getShort(8) & 0xffffL : buffer.getInt(8) & 0xffffffffL;
    if (length > bytes.length - headerStart) {
      throw damaged(
          place,
          "the header needs %d bytes, the file has %d"
              .formatted(headerStart + length, bytes.length));
    }
    int dataStart = headerStart + (int) length;
    String header = new String(bytes, headerStart, (int) length, StandardCharsets.UTF_8);
    return read(place, header, buffer.position(dataStart).slice());
  }

  private static NumberArray read(String place, String header, ByteBuffer data) {
    Matcher typeText = TYPE.matcher(header);
    Matcher order = ORDER.matcher(header);
    Matcher shapeText = SHAPE.matcher(header);
    if (!order.find() || !shapeText.find()) {
      throw damaged(place, "its header has no shape or no order");
    }
    Optional<NumberType> known =
        typeText.find() ? type(typeText.group(2) + typeText.group(3)) : Optional.empty();
    NumberType type =
        known.orElseThrow(() -> damaged(place, "its elements are not plain numbers: " + header));
    Shape shape = MemoryBudget.shape(place, Code.DATA_001, extents(place, shapeText.group(1)));
    long needed = (long) shape.size() * type.sizeBytes();
    if (needed != data.capacity()) {
      throw damaged(
          place,
          "shape %s needs %d bytes, the data has %d".formatted(shape, needed, data.capacity()));
    }
    ByteBuffer ordered =
        data.order(typeText.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return order.group(1).equals("True")
        ? new NumberArray(
            place, shape, position -> type.read(ordered, columnMajor(shape, position)))
        : new NumberArray(place, shape, position -> type.read(ordered, position));
  }

  private static Optional<NumberType> type(String code) {
    return Optional.ofNullable(
        switch (code) {
          case "b1", "?" -> NumberType.BOOL;
          case "u1", "B" -> NumberType.UINT8;
          case "i1", "b" -> NumberType.INT8;
          case "u2" -> NumberType.UINT16;
          case "i2" -> NumberType.INT16;
          case "u4" -> NumberType.UINT32;
          case "i4" -> NumberType.INT32;
          case "u8" -> NumberType.UINT64;
          case "i8" -> NumberType.INT64;
          case "f2" -> NumberType.FLOAT16;
          case "f4" -> NumberType.FLOAT32;
          case "f8" -> NumberType.FLOAT64;
          default -> null;
        });
  }

  private static List<Long> extents(String place, String text) {
    List<Long> extents = new ArrayList<>();
    Matcher extent = EXTENT.matcher(text);
    while (extent.find()) {
      if (extent.group().length() > 18) {
        throw damaged(place, "an extent is %s".formatted(extent.group()));
      }
      extents.add(Long.parseLong(extent.group()));
    }
    return extents;
  }

  /** Where an element is when the first axis is the fastest. */
  private static int columnMajor(Shape shape, int position) {
    int rest = position;
    int place = 0;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int stride = 1;
      for (int inner = 0; inner < axis; inner++) {
        stride *= shape.extent(inner);
      }
      place += rest % shape.extent(axis) * stride;
      rest /= shape.extent(axis);
    }
    return place;
  }

  private static UserException damaged(String place, String message) {
    return new UserException(place, Code.DATA_001, "not a readable NPY file: " + message);
  }
}
