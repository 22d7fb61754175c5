// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.proto.GraphProto;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.TensorProto;
import org.sparsil.proto.ValueInfoProto;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SharedData;
import org.sparsil.testing.Tolerance;

/**
 * ONNX's own tests of operators. Inputs other than the first are made constants. Each case passes
 * or is refused with a reason; the table of all is written to {@code target/onnx-node-report.md}.
 */
class OnnxNodeTest {
  private static final double TOLERANCE = 1e-5;

  /** What passed when this was written; more may pass later, fewer may not. */
  private static final int PASSED_AT_LEAST = 137;

  /** Its answers are stored with four digits. */
  private static final String COARSE = "test_averagepool_2d_ceil_last_window_starts_on_pad";

  /** Operators whose first axis counts images. */
  private static final String IMAGES =
      "Conv|ConvInteger|QLinearConv|(Global)?(Max|Average)Pool|Resize|Upsample|DepthToSpace";

  private enum Outcome {
    PASSED,
    UNSUPPORTED,
    FAILED
  }

  private record Result(String test, Outcome outcome, String remark) {}

  @Test
  void every_case_passes_or_is_refused_with_a_reason() throws IOException {
    Path root = SharedData.require("onnx-node");
    List<Result> results = new ArrayList<>();
    try (Stream<Path> models = Files.walk(root, 3)) {
      models
          .filter(file -> file.endsWith("model.onnx"))
          .sorted()
          .forEach(
              file ->
                  results.add(
                      run(root.relativize(requireNonNull(file.getParent())).toString(), file)));
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/onnx-node-report.md"), table(results));
    assertThat(results).hasSizeGreaterThan(300);
    assertThat(results).filteredOn(result -> result.outcome() == Outcome.FAILED).isEmpty();
    assertThat(results)
        .filteredOn(result -> result.outcome() == Outcome.PASSED)
        .hasSizeGreaterThanOrEqualTo(PASSED_AT_LEAST);
  }

  private static Result run(String test, Path file) {
    try {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
      List<Path> sets = testSets(requireNonNull(file.getParent()));
      assertThat(sets).as(test).isNotEmpty();
      for (Path set : sets) {
        compare(model, file, set);
      }
      return new Result(test, Outcome.PASSED, "");
    } catch (UserException e) {
      boolean byDesign =
          e.diagnostics().stream().allMatch(diagnostic -> diagnostic.code() == Code.ONNX_002);
      String reasons =
          e.diagnostics().stream().map(Diagnostic::message).collect(Collectors.joining("; "));
      return new Result(test, byDesign ? Outcome.UNSUPPORTED : Outcome.FAILED, reasons);
    } catch (IOException | AssertionError | RuntimeException e) {
      return new Result(test, Outcome.FAILED, String.valueOf(e));
    }
  }

  private static List<Path> testSets(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void compare(ModelProto model, Path file, Path set) throws IOException {
    ModelProto frozen = freezeFurtherInputs(model, set);
    FloatTensor input = ConstantArithmetic.reals(tensor(set.resolve("input_0.pb"))).tensor();
    Value.Constant expected = tensor(set.resolve("output_0.pb"));
    BatchAxis batchAxis = worksOnImages(model) ? BatchAxis.FIRST : BatchAxis.NONE;
    Graph graph =
        new OnnxReader(new Diagnostics(), batchAxis)
            .importModel(frozen, file, new ExternalData(set))
            .graph();
    FloatTensor actual = runAll(graph, input, expected.shape());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    FloatTensor real = real(graph, expected);
    boolean coarse = Set.of(ElementType.FLOAT16, ElementType.BFLOAT16).contains(expected.type());
    double tolerance = set.toString().contains(COARSE) ? 1e-4 : TOLERANCE;
    Tolerance.assertClose(set.toString(), actual, real, coarse ? 1e-2 : tolerance);
  }

  /** Whether the first axis counts images. */
  private static boolean worksOnImages(ModelProto model) {
    return model.getGraph().getNodeList().stream()
        .anyMatch(node -> node.getOpType().matches(IMAGES));
  }

  /** The output for one frame, or the outputs for many one after the other. */
  private static FloatTensor runAll(Graph graph, FloatTensor input, Shape expected) {
    ReferenceModel model = ReferenceModel.of(graph);
    int size = graph.inputShape().size();
    if (size == input.size()) {
      FloatTensor output = model.run(input);
      boolean oneFrame = graph.inputShape().rank() < input.shape().rank();
      return oneFrame ? output.reshape(expected) : output;
    }
    float[] outputs = new float[expected.size()];
    int position = 0;
    for (int from = 0; from < input.size(); from += size) {
      float[] frame = Arrays.copyOfRange(input.toArray(), from, from + size);
      FloatTensor output = model.run(FloatTensor.adopt(graph.inputShape(), frame));
      output.copyTo(0, outputs, position, output.size());
      position += output.size();
    }
    assertThat(position).isEqualTo(outputs.length);
    return FloatTensor.adopt(expected, outputs);
  }

  /** Integers at the output of a QuantizeLinear as the real numbers that they mean. */
  private static FloatTensor real(Graph graph, Value.Constant expected) {
    FloatTensor tensor = ConstantArithmetic.reals(expected).tensor();
    List<Layer> layers = graph.layers();
    if (!expected.type().isReal()
        && !layers.isEmpty()
        && layers.get(layers.size() - 1) instanceof Layer.FakeQuantize quantize) {
      float[] values = tensor.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (quantize.scale() * (values[i] - quantize.zeroPoint()));
      }
      return FloatTensor.adopt(tensor.shape(), values);
    }
    return tensor;
  }

  private static ModelProto freezeFurtherInputs(ModelProto model, Path set) throws IOException {
    GraphProto graph = model.getGraph();
    Set<String> initializers =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(input -> !initializers.contains(input.getName()))
            .toList();
    GraphProto.Builder frozen = graph.toBuilder();
    for (int i = 1; i < inputs.size(); i++) {
      Path file = set.resolve("input_" + i + ".pb");
      TensorProto tensor = TensorProto.parseFrom(Files.readAllBytes(file));
      frozen.addInitializer(tensor.toBuilder().setName(inputs.get(i).getName()));
    }
    return model.toBuilder().setGraph(frozen).build();
  }

  private static Value.Constant tensor(Path file) throws IOException {
    TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
    return new TensorDecoder(
            new ExternalData(file.resolveSibling("none")), MemoryBudget.ofHeap(Code.ONNX_003))
        .decode(proto, file.toString());
  }

  private static String table(List<Result> results) {
    Map<Outcome, Long> counts = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, results.stream().filter(r -> r.outcome() == outcome).count());
    }
    StringBuilder text = new StringBuilder("# ONNX operator tests\n\n");
    counts.forEach((outcome, count) -> text.append("* %s: %d\n".formatted(outcome, count)));
    text.append("\n| test | outcome | remark |\n|---|---|---|\n");
    for (Outcome outcome : List.of(Outcome.FAILED, Outcome.PASSED, Outcome.UNSUPPORTED)) {
      results.stream()
          .filter(result -> result.outcome() == outcome)
          .map(r -> "| %s | %s | %s |\n".formatted(r.test(), outcome, cell(r.remark())))
          .forEach(text::append);
    }
    return text.toString();
  }

  private static String cell(String remark) {
    String line = remark.replaceAll("\\s+", " ").replace("|", "\\|");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
