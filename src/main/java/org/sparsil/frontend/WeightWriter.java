// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.sparsil.frontend.ModelBuilder.attribute;
import static org.sparsil.frontend.ModelBuilder.littleEndian;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparsil.graph.Layer.Weighted;
import org.sparsil.proto.TensorProto.DataType;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * Writes a layer's weights in the form that says most about them: as scaled integers, as {@code
 * Gather(codebook, indices)}, or as plain floats.
 */
final class WeightWriter {
  private static final int CODEBOOK_SIZE = 256;

  private final ModelBuilder model;

  WeightWriter(ModelBuilder model) {
    this.model = model;
  }

  /** The name of the value that holds the weights. */
  String write(Weighted layer) {
    if (layer.weightScale().isPresent()) {
      FloatTensor scale = layer.weightScale().get();
      Optional<int[]> integers = integers(layer, scale);
      if (integers.isPresent()) {
        return writeIntegers(layer, scale, integers.get());
      }
    }
    Map<Float, Integer> codebook = codebook(layer.weights());
    long codedBytes = (long) layer.weights().size() + (long) Float.BYTES * codebook.size();
    boolean coded = codebook.size() <= CODEBOOK_SIZE;
    return coded && codedBytes < (long) Float.BYTES * layer.weights().size()
        ? writeCodebook(layer, codebook)
        : model.constant(layer.name() + ".weights", layer.weights());
  }

  /** The weights divided by the scale, if those are integers of at most 16 bits. */
  private static Optional<int[]> integers(Weighted layer, FloatTensor scale) {
    int[] integers = new int[layer.weights().size()];
    for (int i = 0; i < integers.length; i++) {
      float step = scale.get(scale.size() == 1 ? 0 : i / layer.weightsPerOutput());
      float weight = layer.weights().get(i);
      double ratio = Math.rint((double) weight / step);
      if (!(Math.abs(ratio) <= Short.MAX_VALUE) || step * (float) ratio != weight) {
        return Optional.empty();
      }
      integers[i] = (int) ratio;
    }
    return Optional.of(integers);
  }

  private String writeIntegers(Weighted layer, FloatTensor scale, int[] integers) {
    boolean wide = Arrays.stream(integers).anyMatch(value -> value != (byte) value);
    if (wide) {
      model.need(ModelBuilder.WIDE_QUANTIZATION_OPSET);
    }
    ByteBuffer bytes = littleEndian((long) integers.length * (wide ? Short.BYTES : Byte.BYTES));
    for (int integer : integers) {
      if (wide) {
        bytes.putShort((short) integer);
      } else {
        bytes.put((byte) integer);
      }
    }
    DataType type = wide ? DataType.INT16 : DataType.INT8;
    String name = layer.name();
    Shape scaleShape = scale.size() == 1 ? Shape.of() : Shape.of(scale.size());
    return model.node(
        "DequantizeLinear",
        name + ".dequantize",
        List.of(
            model.constant(name + ".integers", type, layer.weights().shape(), bytes),
            model.constant(name + ".scale", scale.reshape(scaleShape))),
        model.newValue(name + ".weights"),
        attribute("axis", 0));
  }

  /** Distinct weights in ascending order with their positions; stops beyond the largest size. */
  private static Map<Float, Integer> codebook(FloatTensor weights) {
    TreeMap<Float, Integer> levels = new TreeMap<>();
    for (int i = 0; i < weights.size() && levels.size() <= CODEBOOK_SIZE; i++) {
      levels.put(weights.get(i), 0);
    }
    int index = 0;
    for (Map.Entry<Float, Integer> level : levels.entrySet()) {
      level.setValue(index++);
    }
    return levels;
  }

  /** ONNX gathers by 32- or 64-bit indices only; a Cast lets the file hold bytes. */
  private String writeCodebook(Weighted layer, Map<Float, Integer> codebook) {
    String name = layer.name();
    ByteBuffer indices = littleEndian(layer.weights().size());
    for (int i = 0; i < layer.weights().size(); i++) {
      indices.put(codebook.getOrDefault(layer.weights().get(i), 0).byteValue());
    }
    List<Float> levels = new ArrayList<>(codebook.keySet());
    float[] values = new float[levels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = levels.get(i);
    }
    String indexBytes =
        model.constant(name + ".indices", DataType.UINT8, layer.weights().shape(), indices);
    String wideIndices =
        model.node(
            "Cast",
            name + ".cast",
            List.of(indexBytes),
            model.newValue(name + ".indices32"),
            attribute("to", DataType.INT32.getNumber()));
    return model.node(
        "Gather",
        name + ".gather",
        List.of(model.constant(name + ".codebook", FloatTensor.vector(values)), wideIndices),
        model.newValue(name + ".weights"),
        attribute("axis", 0));
  }
}
