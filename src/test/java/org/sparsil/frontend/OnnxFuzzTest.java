// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparsil.testing.OnnxText.floats;
import static org.sparsil.testing.OnnxText.input;
import static org.sparsil.testing.OnnxText.integer;
import static org.sparsil.testing.OnnxText.integers;
import static org.sparsil.testing.OnnxText.longs;
import static org.sparsil.testing.OnnxText.model;
import static org.sparsil.testing.OnnxText.node;
import static org.sparsil.testing.OnnxText.tensor;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.proto.AttributeProto;
import org.sparsil.proto.GraphProto;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.NodeProto;
import org.sparsil.proto.TensorProto;
import org.sparsil.testing.BranchedGraphs;
import org.sparsil.testing.SampleGraphs;

/** Models with a few fields changed at random are read, or refused with a diagnostic. */
class OnnxFuzzTest {
  private static final long[] NASTY = {
    -1, 0, 1, 2, 3, 5, 7, -2, 31, 1L << 16, 1L << 31, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void a_model_with_changed_fields_ends_in_a_diagnostic_or_in_a_network(long seed) {
    Random random = new Random(seed);
    List<ModelProto> models =
        List.of(
            OnnxWriter.toModel(SampleGraphs.everyKind(seed)),
            OnnxWriter.toModel(SampleGraphs.images(seed)),
            OnnxWriter.toModel(BranchedGraphs.images(seed)),
            constantArithmetic(),
            layouts());
    int refused = 0;
    for (int trial = 0; trial < 300; trial++) {
      ModelProto model = models.get(random.nextInt(models.size()));
      GraphProto.Builder graph = model.getGraph().toBuilder();
      for (int change = random.nextInt(3); change >= 0; change--) {
        change(graph, random);
      }
      ModelProto changed = model.toBuilder().setGraph(graph).build();
      try {
        new OnnxReader(new Diagnostics(), random.nextInt(8) == 0 ? BatchAxis.NONE : BatchAxis.FIRST)
            .importModel(changed, Path.of("fuzz.onnx"), new ExternalData(Path.of("none")));
      } catch (UserException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(
            "seed %d, trial %d%n%s".formatted(seed, trial, changed.getGraph().getNodeList()), e);
      }
    }
    assertThat(refused).isBetween(100, 299);
  }

  private static void change(GraphProto.Builder graph, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> {
        TensorProto.Builder tensor =
            graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        if (tensor.getDimsCount() > 0) {
          tensor.setDims(random.nextInt(tensor.getDimsCount()), nasty(random));
        } else {
          tensor.addDims(nasty(random));
        }
      }
      case 1 -> {
        TensorProto.Builder tensor =
            graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        if (tensor.getInt64DataCount() > 0) {
          tensor.setInt64Data(random.nextInt(tensor.getInt64DataCount()), nasty(random));
        } else {
          tensor.setDataType(random.nextInt(25));
        }
      }
      case 2 -> {
        NodeProto.Builder node = randomNode(graph, random);
        if (node.getAttributeCount() > 0) {
          change(node.getAttributeBuilder(random.nextInt(node.getAttributeCount())), random);
        }
      }
      case 3 -> {
        NodeProto.Builder node = randomNode(graph, random);
        if (node.getInputCount() > 0) {
          String other = randomNode(graph, random).getOutput(0);
          node.setInput(random.nextInt(node.getInputCount()), random.nextBoolean() ? other : "");
        }
      }
      case 4 -> randomNode(graph, random).setOpType(randomNode(graph, random).getOpType());
      default ->
          graph
              .getInputBuilder(0)
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder()
              .getDimBuilder(random.nextInt(2))
              .setDimValue(nasty(random));
    }
  }

  private static void change(AttributeProto.Builder attribute, Random random) {
    if (attribute.getIntsCount() > 0) {
      attribute.setInts(random.nextInt(attribute.getIntsCount()), nasty(random));
    } else if (attribute.getType() == AttributeProto.AttributeType.FLOAT) {
      attribute.setF(random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY);
    } else {
      attribute.setI(nasty(random));
    }
  }

  private static NodeProto.Builder randomNode(GraphProto.Builder graph, Random random) {
    return graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
  }

  private static long nasty(Random random) {
    return NASTY[random.nextInt(NASTY.length)];
  }

  private static ModelProto constantArithmetic() {
    return model(
        21,
        input("x", "N", "4"),
        longs("shape", "2", "4, 6"),
        longs("from", "2", "0, 1"),
        longs("to", "2", "4, 5"),
        longs("axes", "2", "0, 1"),
        longs("steps", "2", "1, 2"),
        longs("index", "2, 1", "1, -1"),
        floats("row", "1, 6", "1, 2, 3, 4, 5, 6"),
        floats("column", "4, 1", "1, 2, 3, 4"),
        tensor("q", 22, "4, 2", "raw_data: '\\021\\062\\367\\200'"),
        floats("scale", "2, 2", "1, 0.5, 2, 4"),
        node("Expand", "row shape -> a"),
        node("Add", "a column -> b"),
        node("Slice", "b from to axes steps -> c"),
        node("Gather", "c index -> d", integer("axis", 1)),
        node("Squeeze", "d -> e"),
        node("Concat", "e e -> f", integer("axis", 1)),
        node("ConstantOfShape", "shape -> g"),
        node("DequantizeLinear", "q scale -> h", integer("axis", 0), integer("block_size", 2)),
        node("Concat", "f h g -> i", integer("axis", 1)),
        node("Cast", "i -> j", integer("to", 10)),
        node("Transpose", "j -> k", integers("perm", "1, 0")),
        node("Gemm", "x k -> l", integer("transB", 1)),
        node("Softmax", "l -> y", integer("axis", 1)));
  }

  private static ModelProto layouts() {
    return model(
        13,
        input("x", "2", "3", "4"),
        longs("target", "3", "0, 2, -1"),
        longs("axes", "1", "1"),
        floats("c", "3, 1", "1, 2, 3"),
        floats("w", "4, 4", "1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7"),
        floats("p", "", "0.5"),
        tensor("z", 3, "", "int32_data: [3]"),
        node("Mul", "x c -> a"),
        node("MatMul", "a w -> b"),
        node("QuantizeLinear", "b p z -> q"),
        node("Transpose", "q -> t", integers("perm", "0, 2, 1")),
        node("DequantizeLinear", "t p z -> d"),
        node("Unsqueeze", "d axes -> u"),
        node("Squeeze", "u axes -> v"),
        node("Reshape", "v target -> r"),
        node("Shape", "r -> s"),
        node("Reshape", "r s -> k"),
        node("Flatten", "k -> f", integer("axis", 1)),
        node("ArgMax", "f -> m", integer("axis", 1), integer("keepdims", 0)),
        node("Cast", "m -> y", integer("to", 1)));
  }
}
