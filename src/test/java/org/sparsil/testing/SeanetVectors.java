// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Convolutions of a speech network that TensorFlow Lite Micro states the results of: 16-bit
 * activations, 8-bit weights, 64-bit accumulators. They give real scales; TensorFlow Lite makes a
 * multiplier and a shift of them.
 */
public final class SeanetVectors {
  public static final List<String> NAMES =
      List.of(
          "conv0", "conv1", "conv3", "conv4", "conv7", "conv9", "conv12", "conv13", "conv14",
          "conv16", "conv20");

  private static final FixedPoint S16 = new FixedPoint(true, 16, 1, 0);

  private SeanetVectors() {}

  /** The vectors of a convolution; skips the test if they are absent. */
  public static IntegerVectors read(String name) {
    Path file = SharedData.require("int16-vectors/seanet_" + name + ".json");
    JsonNode json = JsonMapper.shared().readTree(file.toFile());
    int[] image = IntegerVectors.ints(json.get("input_shape"));
    int[] weights = IntegerVectors.ints(json.get("weights_shape_OHWI"));
    int[] stride = IntegerVectors.ints(json.get("stride"));
    int[] pads = IntegerVectors.ints(json.get("pads_tlbr"));
    Shape shape = Shape.of(image[1], image[2], image[3]);
    QConv conv =
        new QConv(
            "conv",
            "x",
            shape,
            new Window(
                new Window.Axis(weights[1], stride[0], 1, pads[0], pads[2]),
                new Window.Axis(weights[2], stride[1], 1, pads[1], pads[3])),
            1,
            CmsisVectors.outputsOutermost(weights[0], IntegerVectors.ints(json.get("weights"))),
            bias(json.get("bias")),
            stage(json, weights[0]));
    return new IntegerVectors(
        new QGraph(name, new QGraph.QInput("x", shape, S16), List.of(conv)),
        List.of(IntTensor.of(shape, IntegerVectors.ints(json.get("input")))),
        List.of(IntTensor.of(conv.shape(), IntegerVectors.ints(json.get("output")))));
  }

  private static LongTensor bias(JsonNode json) {
    long[] bias = new long[json.size()];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = json.get(i).longValue();
    }
    return LongTensor.vector(bias);
  }

  private static Requantize stage(JsonNode json, int outputs) {
    double input = json.get("input_scale").doubleValue();
    double output = json.get("output_scale").doubleValue();
    double[] scales =
        IntStream.range(0, outputs)
            .mapToDouble(i -> input * json.get("weights_scale").get(i).doubleValue() / output)
            .toArray();
    return TfliteMultiplier.requantize(scales, Rounding.TFLITE16, S16, S16.min());
  }
}
