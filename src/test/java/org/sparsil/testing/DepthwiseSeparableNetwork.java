// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
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
 * CMSIS-NN's int8 keyword spotting network DS-CNN, a whole one: a convolution, four pairs of a
 * depthwise and a pointwise one, an average, a dense layer. The integer network ends with the
 * logits; the softmax after them is {@link #probabilities}.
 *
 * @param frame an input
 * @param expected the probabilities that CMSIS-NN states for it
 */
public record DepthwiseSeparableNetwork(
    QGraph graph, IntTensor frame, IntTensor expected, FixedPointSoftmax softmax) {

  /** Reads the network; skips the test if it is absent. */
  public static DepthwiseSeparableNetwork read() {
    Path file = SharedData.require("int8-vectors/networks/ds_cnn_s.json");
    JsonNode json = JsonMapper.shared().readTree(file.toFile());
    Builder builder = new Builder();
    for (JsonNode layer : json.get("layers")) {
      builder.add(layer);
    }
    QGraph graph = builder.graph(json.get("name").asString());
    return new DepthwiseSeparableNetwork(
        graph,
        IntTensor.of(graph.input().shape(), IntegerVectors.ints(json.get("input"))),
        IntTensor.vector(IntegerVectors.ints(json.get("output_ref"))),
        builder.softmax(json.get("layers")));
  }

  /** What the network's output means, 8 bits each. */
  public IntTensor probabilities(IntTensor logits) {
    return softmax.probabilities(logits);
  }

  private static final class Builder {
    private final List<QLayer> layers = new ArrayList<>();
    private final List<QGraph.QInput> input = new ArrayList<>();

    void add(JsonNode json) {
      if (input.isEmpty()) {
        input.add(
            new QGraph.QInput(
                "x", image(json), CmsisVectors.int8(-json.get("input_offset").intValue())));
      }
      String kind = json.get("kind").asString();
      switch (kind) {
        case "conv_2d", "depthwise_conv_2d" -> addConv(json, kind.startsWith("depthwise"));
        case "average_pool_2d" ->
            layers.add(
                CmsisVectors.averagePool(
                    name(json),
                    last(),
                    image(json),
                    window(json),
                    CmsisVectors.int8(-json.get("input_offset").intValue()),
                    json.get("out_activation_min").intValue(),
                    json.get("out_activation_max").intValue()));
        case "fully_connected" -> addDense(json);
        case "softmax" -> {}
        default -> throw new IllegalArgumentException(kind);
      }
    }

    QGraph graph(String name) {
      return new QGraph(name, input.get(0), layers);
    }

    FixedPointSoftmax softmax(JsonNode layers) {
      JsonNode json = layers.get(layers.size() - 1);
      return new FixedPointSoftmax(
          json.get("mult").intValue(),
          json.get("shift").intValue(),
          json.get("diff_min").intValue());
    }

    private void addConv(JsonNode json, boolean depthwise) {
      int outputs = json.get("out_ch").intValue();
      int[] weights = IntegerVectors.ints(json.get("weights"));
      CodedMatrix matrix =
          depthwise
              ? CmsisVectors.outputsInnermost(outputs, weights)
              : CmsisVectors.outputsOutermost(outputs, weights);
      layers.add(
          new QConv(
              name(json),
              last(),
              image(json),
              window(json),
              depthwise ? outputs : 1,
              matrix,
              bias(json),
              stage(
                  json,
                  IntegerVectors.ints(json.get("output_mult")),
                  IntegerVectors.ints(json.get("output_shift")))));
    }

    /** The file has the numbers of inputs and outputs exchanged. */
    private void addDense(JsonNode json) {
      layers.add(
          new QDense(
              name(json),
              last(),
              CmsisVectors.outputsOutermost(
                  json.get("in_ch").intValue(), IntegerVectors.ints(json.get("weights"))),
              bias(json),
              stage(
                  json,
                  new int[] {json.get("output_multiplier").intValue()},
                  new int[] {json.get("output_shift").intValue()})));
    }

    private static LongTensor bias(JsonNode json) {
      int[] bias = IntegerVectors.ints(json.get("bias"));
      return LongTensor.vector(Arrays.stream(bias).asLongStream().toArray());
    }

    private static Requantize stage(JsonNode json, int[] multiplier, int[] shift) {
      return new Requantize(
          IntTensor.vector(multiplier),
          IntTensor.vector(Arrays.stream(shift).map(theirs -> 31 - theirs).toArray()),
          Rounding.TFLITE,
          CmsisVectors.int8(json.get("output_offset").intValue()),
          json.get("out_activation_min").intValue(),
          json.get("out_activation_max").intValue());
    }

    private static Shape image(JsonNode json) {
      return Shape.of(
          json.get("input_h").intValue(),
          json.get("input_w").intValue(),
          json.get("in_ch").intValue());
    }

    private static Window window(JsonNode json) {
      return new Window(axis(json, "h", "y"), axis(json, "w", "x"));
    }

    private static Window.Axis axis(JsonNode json, String extent, String axis) {
      return CmsisVectors.axis(
          json.get("filter_" + axis).intValue(),
          json.get("stride_" + axis).intValue(),
          json.get("dilation_" + axis).intValue(),
          json.get("pad_" + axis).intValue(),
          json.get("input_" + extent).intValue(),
          json.get("output_" + extent).intValue());
    }

    private static String name(JsonNode json) {
      return json.get("kind").asString() + "_" + json.get("index").intValue();
    }

    private String last() {
      return layers.isEmpty() ? "x" : layers.get(layers.size() - 1).name();
    }
  }
}
