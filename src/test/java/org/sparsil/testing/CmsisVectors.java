// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CMSIS-NN's int8 unit-test vectors as integer networks. Their offset of the weights goes into the
 * weights; their offset of the input is the negative zero point; 31 minus their shift is ours.
 */
public final class CmsisVectors {
  public static final List<String> FULLY_CONNECTED =
      List.of(
          "fully_connected",
          "fully_connected_mve_0",
          "fully_connected_mve_1",
          "fully_connected_w_zp");

  private CmsisVectors() {}

  /** The vectors of a fully-connected layer; skips the test if they are absent. */
  public static IntegerVectors fullyConnected(String name) {
    Path file = SharedData.require("int8-vectors/fc__" + name + ".json");
    JsonNode json = JsonMapper.shared().readTree(file.toFile());
    int outputs = json.get("weights_shape_OI").get(0).intValue();
    int inputs = json.get("weights_shape_OI").get(1).intValue();
    QGraph graph =
        new QGraph(
            name,
            new QGraph.QInput("x", Shape.of(inputs), int8(-json.get("input_offset").intValue())),
            List.of(
                new QDense(
                    "fc", "x", weights(json, outputs, inputs), bias(json, outputs), stage(json))));
    return new IntegerVectors(
        graph,
        IntegerVectors.split(IntegerVectors.ints(json.get("input")), inputs),
        IntegerVectors.split(IntegerVectors.ints(json.get("output")), outputs));
  }

  private static CodedMatrix weights(JsonNode json, int outputs, int inputs) {
    int offset = json.get("filter_offset").intValue();
    int[] weights =
        Arrays.stream(IntegerVectors.ints(json.get("weights"))).map(w -> w + offset).toArray();
    return CodedMatrix.ofDense(IntTensor.of(Shape.of(outputs, inputs), weights));
  }

  private static LongTensor bias(JsonNode json, int outputs) {
    JsonNode bias = json.get("bias");
    long[] values =
        bias.isNull()
            ? new long[outputs]
            : Arrays.stream(IntegerVectors.ints(bias)).asLongStream().toArray();
    return LongTensor.vector(values);
  }

  private static Requantize stage(JsonNode json) {
    int[] clamp = IntegerVectors.ints(json.get("activation"));
    int[] shift =
        Arrays.stream(IntegerVectors.ints(json.get("shift"))).map(theirs -> 31 - theirs).toArray();
    return new Requantize(
        IntTensor.vector(IntegerVectors.ints(json.get("multiplier"))),
        IntTensor.vector(shift),
        Rounding.TFLITE,
        int8(json.get("output_offset").intValue()),
        clamp[0],
        clamp[1]);
  }

  private static FixedPoint int8(int zeroPoint) {
    return new FixedPoint(true, 8, 1, zeroPoint);
  }
}
