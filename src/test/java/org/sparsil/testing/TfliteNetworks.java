// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole 8-bit networks of TensorFlow Lite, a residual one among them, as integer networks: operator
 * by operator with the integers of the file, each real scale taken apart as TensorFlow Lite does. A
 * softmax at the end is left out: what is expected is what goes into it.
 */
public final class TfliteNetworks {
  public static final List<String> NAMES =
      List.of("tflm_hello_world_int8", "tflm_micro_speech_int8", "mlperf_ic_resnet8_int8");

  /** Of an elementwise addition of 8-bit operands. */
  private static final int LEFT_SHIFT = 20;

  private final JsonNode tensors;
  private final ByteBuffer data;
  private final List<QLayer> layers = new ArrayList<>();

  /** Which value each tensor of activations is; several after a reshape. */
  private final Map<Integer, String> names = new HashMap<>();

  private final Map<String, Shape> shapes = new HashMap<>();

  private TfliteNetworks(JsonNode tensors, ByteBuffer data) {
    this.tensors = tensors;
    this.data = data;
  }

  /** Reads a network; skips the test if it is absent. */
  public static IntegerVectors read(String name) {
    String folder = "tflite-int8-graphs/" + name + "/";
    JsonNode graph = json(folder + "graph.json");
    TfliteNetworks network = new TfliteNetworks(graph.get("tensors"), bytes(folder));
    QGraph integers = network.build(name, graph);
    List<IntTensor> frames = new ArrayList<>();
    List<IntTensor> expected = new ArrayList<>();
    for (JsonNode set : json(folder + "io.json").get("sets")) {
      JsonNode logits = set.get("logits_int");
      frames.add(tensor(integers.input().shape(), set.get("input")));
      expected.add(
          tensor(integers.output().shape(), logits.isNull() ? set.get("output_int") : logits));
    }
    return new IntegerVectors(integers, frames, expected);
  }

  private static IntTensor tensor(Shape shape, JsonNode values) {
    return IntTensor.of(shape, IntegerVectors.ints(values));
  }

  private static JsonNode json(String file) {
    return JsonMapper.shared().readTree(SharedData.require(file).toFile());
  }

  private static ByteBuffer bytes(String folder) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(SharedData.require(folder + "tensors.bin")))
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private QGraph build(String name, JsonNode graph) {
    int first = graph.get("inputs").get(0).intValue();
    JsonNode reshaped = graph.get("ops").get(0);
    boolean becomesImage = reshaped.get("op").asString().equals("RESHAPE");
    Shape shape = shape(becomesImage ? output(reshaped) : first);
    names.put(first, "x");
    shapes.put("x", shape);
    for (JsonNode op : graph.get("ops")) {
      add(op);
    }
    return new QGraph(name, new QInput("x", shape, format(first)), layers);
  }

  private void add(JsonNode op) {
    int output = output(op);
    String kind = op.get("op").asString();
    switch (kind) {
      case "CONV_2D", "DEPTHWISE_CONV_2D" -> put(conv(op, kind.startsWith("DEPTHWISE")), output);
      case "FULLY_CONNECTED" -> put(dense(op), output);
      case "ADD" -> put(sum(op), output);
      case "AVERAGE_POOL_2D" -> {
        // Their average rounds the integers themselves, ties away from 0, not from the zero point.
        FixedPoint format = format(output);
        FixedPoint raw = CmsisVectors.int8(0);
        put(as(name(op) + "_raw", input(op, 0), format, raw), output);
        put(average(op, name(op) + "_raw", raw), output);
        put(as(name(op) + "_out", name(op), raw, format), output);
      }
      case "RESHAPE" -> names.put(output, input(op, 0));
      case "SOFTMAX" -> {}
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private void put(QLayer layer, int output) {
    layers.add(layer);
    names.put(output, layer.name());
    shapes.put(layer.name(), layer.shape());
  }

  private QConv conv(JsonNode op, boolean depthwise) {
    JsonNode weights = tensor(op, 1);
    Shape image = known(shapes, input(op, 0));
    int outputs = weights.get("shape").get(depthwise ? 3 : 0).intValue();
    return new QConv(
        name(op),
        input(op, 0),
        image,
        new Window(
            same(weights.get("shape").get(1).intValue(), op.get("StrideH"), image.extent(0)),
            same(weights.get("shape").get(2).intValue(), op.get("StrideW"), image.extent(1))),
        depthwise ? image.extent(2) : 1,
        depthwise
            ? CmsisVectors.outputsInnermost(outputs, weights(weights))
            : CmsisVectors.outputsOutermost(outputs, weights(weights)),
        bias(tensor(op, 2), outputs),
        requantize(op));
  }

  /** So padded that there is an output for every stride; the odd one behind. */
  private static Window.Axis same(int kernel, JsonNode strideOf, int extent) {
    int stride = strideOf.intValue();
    int outputs = (extent + stride - 1) / stride;
    int padding = Math.max(0, (outputs - 1) * stride + kernel - extent);
    return new Window.Axis(kernel, stride, 1, padding / 2, padding - padding / 2);
  }

  private QDense dense(JsonNode op) {
    JsonNode weights = tensor(op, 1);
    int outputs = weights.get("shape").get(0).intValue();
    return new QDense(
        name(op),
        input(op, 0),
        CmsisVectors.outputsOutermost(outputs, weights(weights)),
        bias(tensor(op, 2), outputs),
        requantize(op));
  }

  private Requantize requantize(JsonNode op) {
    double input = scale(tensor(op, 0));
    double output = scale(tensors.get(output(op)));
    double[] scales = scales(tensor(op, 1)).map(weight -> input * weight / output).toArray();
    return TfliteMultiplier.requantize(scales, Rounding.TFLITE, format(output(op)), least(op));
  }

  /** Both operands are brought to twice the larger scale, so that the sum cannot overflow. */
  private QAdd sum(JsonNode op) {
    double common = 2 * Math.max(scale(tensor(op, 0)), scale(tensor(op, 1)));
    double output = Math.scalb(scale(tensors.get(output(op))), LEFT_SHIFT);
    return new QAdd(
        name(op),
        input(op, 0),
        input(op, 1),
        known(shapes, input(op, 0)),
        TfliteMultiplier.of(scale(tensor(op, 0)) / common).rescale(LEFT_SHIFT),
        TfliteMultiplier.of(scale(tensor(op, 1)) / common).rescale(LEFT_SHIFT),
        TfliteMultiplier.requantize(
            new double[] {common / output}, Rounding.TFLITE, format(output(op)), least(op)));
  }

  /** The same 8-bit integers with another zero point. */
  private QElementwise as(String name, String input, FixedPoint from, FixedPoint to) {
    int lo = from.min() - from.zeroPoint();
    int hi = from.max() - from.zeroPoint();
    FixedPoint centered = new FixedPoint(true, 9, 1, 0);
    int[] table = IntStream.rangeClosed(from.min(), from.max()).toArray();
    Requantize index = Requantize.perTensor(1, 0, Rounding.FLOOR, centered, lo, hi);
    return new QElementwise(
        name, input, known(shapes, input), new LookUpTable(index, IntTensor.vector(table), to));
  }

  private QLayer average(JsonNode op, String input, FixedPoint format) {
    Window window =
        new Window(
            Window.Axis.of(op.get("FilterHeight").intValue(), op.get("StrideH").intValue()),
            Window.Axis.of(op.get("FilterWidth").intValue(), op.get("StrideW").intValue()));
    return CmsisVectors.averagePool(
        name(op), input, known(shapes, input), window, format, format.min(), format.max());
  }

  private int least(JsonNode op) {
    FixedPoint format = format(output(op));
    return switch (op.get("FusedActivationFunction").asString()) {
      case "RELU" -> format.zeroPoint();
      case "NONE" -> format.min();
      default -> throw new IllegalArgumentException(op.toString());
    };
  }

  private static String name(JsonNode op) {
    return op.get("op").asString().toLowerCase(Locale.ROOT) + "_" + output(op);
  }

  private static int output(JsonNode op) {
    return op.get("outputs").get(0).intValue();
  }

  private String input(JsonNode op, int position) {
    return known(names, op.get("inputs").get(position).intValue());
  }

  private static <K, V> V known(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("not made yet: " + key);
    }
    return value;
  }

  private JsonNode tensor(JsonNode op, int position) {
    return tensors.get(op.get("inputs").get(position).intValue());
  }

  /** Without the axis of the batch. */
  private Shape shape(int tensor) {
    int[] extents = IntegerVectors.ints(tensors.get(tensor).get("shape"));
    return Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
  }

  private FixedPoint format(int tensor) {
    return CmsisVectors.int8(tensors.get(tensor).get("zero_point").get(0).intValue());
  }

  private static DoubleStream scales(JsonNode tensor) {
    JsonNode scales = tensor.get("scale");
    return IntStream.range(0, scales.size()).mapToDouble(i -> scales.get(i).doubleValue());
  }

  private static double scale(JsonNode tensor) {
    return tensor.get("scale").get(0).doubleValue();
  }

  private int[] weights(JsonNode tensor) {
    int offset = tensor.get("data_offset").intValue();
    return IntStream.range(0, tensor.get("data_bytes").intValue())
        .map(i -> data.get(offset + i))
        .toArray();
  }

  private LongTensor bias(JsonNode tensor, int outputs) {
    int offset = tensor.get("data_offset").intValue();
    return LongTensor.vector(
        IntStream.range(0, outputs).mapToLong(i -> data.getInt(offset + 4 * i)).toArray());
  }
}
