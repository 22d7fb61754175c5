// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The integer perceptrons that other tools were measured with: hidden layers shift, round down and
 * clamp to {@code 0…2^ab − 1}; the last layer gives its accumulator.
 */
public final class PeerNets {
  public static final List<String> NAMES =
      List.of("jsc_r6", "jsc_r6_p75", "jsc_r6_p75_cb16", "lenet300_p92_cb16");

  private PeerNets() {}

  /** A network with its vectors; skips the test if they are absent. */
  public static IntegerVectors read(String name) {
    Path file = SharedData.require("peer-nets/" + name + ".json");
    JsonNode json = JsonMapper.shared().readTree(file.toFile());
    FixedPoint input = new FixedPoint(true, json.get("ib").intValue(), 1, 0);
    FixedPoint hidden = new FixedPoint(false, json.get("ab").intValue(), 1, 0);
    JsonNode layers = json.get("layers");
    List<QLayer> dense = new ArrayList<>();
    String source = "x";
    for (int i = 0; i < layers.size(); i++) {
      boolean last = i + 1 == layers.size();
      QDense open = open("fc" + (i + 1), source, layers.get(i));
      FixedPoint from = i == 0 ? input : hidden;
      OutputStage stage =
          last
              ? new Accumulator(accumulatorFormat(open, from))
              : Requantize.perTensor(
                  1,
                  layers.get(i).get("shift").intValue(),
                  Rounding.FLOOR,
                  hidden,
                  0,
                  hidden.max());
      dense.add(new QDense(open.name(), source, open.weights(), open.bias(), stage));
      source = open.name();
    }
    int inputs = json.get("dims").get(0).intValue();
    return new IntegerVectors(
        new QGraph(name, new QGraph.QInput("x", Shape.of(inputs), input), dense),
        vectors(json.get("x")),
        vectors(json.get("y")));
  }

  /** The layer with a stage that is still to be replaced. */
  private static QDense open(String name, String source, JsonNode layer) {
    int inputs = layer.get("w").size();
    int outputs = layer.get("b").size();
    int[] weights = new int[outputs * inputs];
    for (int i = 0; i < inputs; i++) {
      int[] column = IntegerVectors.ints(layer.get("w").get(i));
      for (int o = 0; o < outputs; o++) {
        weights[o * inputs + i] = column[o];
      }
    }
    long[] bias = new long[outputs];
    for (int o = 0; o < outputs; o++) {
      bias[o] = layer.get("b").get(o).longValue();
    }
    return new QDense(
        name,
        source,
        CodedMatrix.ofDense(IntTensor.of(Shape.of(outputs, inputs), weights)),
        LongTensor.vector(bias),
        new Accumulator(new FixedPoint(true, 32, 1, 0)));
  }

  private static FixedPoint accumulatorFormat(QDense layer, FixedPoint input) {
    Interval range = RangeAnalysis.accumulator(layer, input.range(), input.zeroPoint());
    return new FixedPoint(true, range.signedBits(), 1, 0);
  }

  private static List<IntTensor> vectors(JsonNode rows) {
    List<IntTensor> vectors = new ArrayList<>();
    for (JsonNode row : rows) {
      vectors.add(IntTensor.vector(IntegerVectors.ints(row)));
    }
    return vectors;
  }
}
