// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.ByteBuffer;
import java.util.List;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.proto.TensorProto.DataType;
import org.sparsil.tensor.Shape;

/**
 * Writes a {@link FakeQuantize} as QuantizeLinear and DequantizeLinear. ONNX has integers of 4, 8
 * and 16 bits only; a width between them takes the next wider type and a Clip to its own range.
 */
final class FakeQuantizeWriter {
  private final ModelBuilder model;

  FakeQuantizeWriter(ModelBuilder model) {
    this.model = model;
  }

  String write(FakeQuantize layer) {
    int typeBits = layer.widthBits() == 4 ? 4 : layer.widthBits() <= 8 ? 8 : 16;
    if (layer.widthBits() > 16) {
      throw new UserException(
          "layer '%s'".formatted(layer.name()),
          Code.ONNX_002,
          "quantizes to %d bits, ONNX has at most 16".formatted(layer.widthBits()));
    }
    if (typeBits != 8) {
      model.need(ModelBuilder.WIDE_QUANTIZATION_OPSET);
    }
    String name = layer.name();
    String scale = model.scalar(name + ".scale", (float) layer.scale());
    String zeroPoint = zeroPoint(layer, typeBits);
    String integer = model.newValue(name + ".integer");
    model.node("QuantizeLinear", name, List.of(layer.input(), scale, zeroPoint), integer);
    List<String> inputs = List.of(integer, scale, zeroPoint);
    if (layer.widthBits() == typeBits) {
      return model.node("DequantizeLinear", name + ".dequantize", inputs, name);
    }
    String wide = model.newValue(name + ".wide");
    model.node("DequantizeLinear", name + ".dequantize", inputs, wide);
    long lo = layer.signed() ? -(1L << (layer.widthBits() - 1)) : 0;
    long hi = lo + (1L << layer.widthBits()) - 1;
    return model.node(
        "Clip",
        name + ".clip",
        List.of(wide, bound(layer, ".min", lo), bound(layer, ".max", hi)),
        name);
  }

  private String bound(FakeQuantize layer, String suffix, long integer) {
    return model.scalar(
        layer.name() + suffix, (float) layer.scale() * (integer - layer.zeroPoint()));
  }

  private String zeroPoint(FakeQuantize layer, int typeBits) {
    DataType type =
        switch (typeBits) {
          case 4 -> layer.signed() ? DataType.INT4 : DataType.UINT4;
          case 8 -> layer.signed() ? DataType.INT8 : DataType.UINT8;
          default -> layer.signed() ? DataType.INT16 : DataType.UINT16;
        };
    ByteBuffer bytes = ModelBuilder.littleEndian(typeBits == 16 ? 2 : 1);
    if (typeBits == 16) {
      bytes.putShort((short) layer.zeroPoint());
    } else {
      bytes.put((byte) (typeBits == 4 ? layer.zeroPoint() & 0xf : layer.zeroPoint()));
    }
    return model.constant(layer.name() + ".zero_point", type, Shape.of(), bytes);
  }
}
