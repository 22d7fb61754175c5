// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparsil.testing.OnnxText.floats;
import static org.sparsil.testing.OnnxText.input;
import static org.sparsil.testing.OnnxText.integer;
import static org.sparsil.testing.OnnxText.integers;
import static org.sparsil.testing.OnnxText.longs;
import static org.sparsil.testing.OnnxText.model;
import static org.sparsil.testing.OnnxText.node;
import static org.sparsil.testing.OnnxText.real;
import static org.sparsil.testing.OnnxText.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.proto.GraphProto;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.NodeProto;
import org.sparsil.testing.SampleGraphs;

/** Damaged and malicious models end in a diagnostic that names the place, never in a crash. */
class HostileOnnxTest {
  private static final String X = input("x", "N", "2");

  @TempDir private Path folder;

  @Test
  void a_file_cut_short_anywhere_is_refused() throws IOException {
    byte[] whole = OnnxWriter.toModel(SampleGraphs.everyKind(1)).toByteArray();
    for (int length = 0; length < whole.length; length += 1 + length / 100) {
      Path file = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> new OnnxReader(new Diagnostics()).read(file))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(UserException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damaged_bytes_end_in_a_diagnostic_or_in_a_network(long seed) throws IOException {
    byte[] whole = OnnxWriter.toModel(SampleGraphs.everyKind(seed)).toByteArray();
    Random random = new Random(seed);
    int refused = 0;
    for (int trial = 0; trial < 150; trial++) {
      byte[] damaged = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("damaged.onnx"), damaged);
      try {
        new OnnxReader(new Diagnostics()).read(file);
      } catch (UserException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("seed %d, trial %d".formatted(seed, trial), e);
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a model", "\u0000\u0001\u0002", "<html>"})
  void other_files_are_not_models(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("other.onnx"), content);
    assertThatThrownBy(() -> new OnnxReader(new Diagnostics()).read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("other.onnx")
        .hasMessageContaining("[ONNX-001]");
  }

  @Test
  void a_missing_file_or_a_folder_is_no_model() {
    assertThatThrownBy(() -> new OnnxReader(new Diagnostics()).read(folder.resolve("no.onnx")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> new OnnxReader(new Diagnostics()).read(folder))
        .hasMessageContaining("no such file");
  }

  @Test
  void all_unsupported_operators_are_named_at_once() throws IOException {
    assertThatReading(
            model(
                13,
                X,
                node("ConvTranspose", "x w -> a", "name: 'conv1'"),
                node("Relu", "a -> b"),
                node("Mystery", "b -> c", "domain: 'com.example'"),
                node("LSTM", "c -> y"),
                floats("w", "1", "1")))
        .hasMessageContaining(
            "node 'conv1': error: operator ConvTranspose is not supported [ONNX-002]")
        .hasMessageContaining("node 'c': error: operator Mystery of domain 'com.example'")
        .hasMessageContaining("node 'y': error: operator LSTM")
        .hasMessageContaining("hint: of the operators on images, convolution, pooling,");
  }

  @Test
  void errors_of_several_nodes_and_tensors_are_shown_together() throws IOException {
    assertThatReading(
            model(
                13,
                X,
                floats("w", "2, 2", "1, 2, 3"),
                floats("v", "2, 2", "1, 2, 3, nan"),
                node("MatMul", "x v -> a"),
                node("MatMul", "x w -> c"),
                node("Add", "a c -> y")))
        .hasMessageContaining("tensor 'w': error: shape 2x2 needs 4 list entries, the data has 3")
        .hasMessageContaining("tensor 'v': error: 1 of 4 values are NaN, 0 are infinite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9000000000000000000, 9000000000000000000 | more than 2147483647 elements",
        "65536, 65536 | more than 2147483647 elements",
        "0, 9000000000000000000 | more than 2147483647 elements",
        "-1, 2 | negative extent",
        "2000000000 | needs 2000000000 list entries, the data has 1",
        "2, 2 | needs 4 list entries, the data has 1"
      })
  void declared_sizes_are_compared_with_the_data(String dims, String message) throws IOException {
    assertThatReading(model(13, X, floats("w", dims, "1"), node("MatMul", "x w -> y")))
        .hasMessageContaining("tensor 'w'")
        .hasMessageContaining(message)
        .hasMessageContaining("[ONNX-003]");
  }

  @Test
  void data_given_twice_or_in_the_wrong_amount_is_refused() throws IOException {
    assertThatReading(
            model(
                13,
                X,
                tensor("w", 1, "1", "float_data: [1] raw_data: '1234'"),
                node("Mul", "x w -> y")))
        .hasMessageContaining("has its data twice");
    assertThatReading(
            model(13, X, tensor("w", 11, "1", "raw_data: '1234'"), node("Mul", "x w -> y")))
        .hasMessageContaining("needs 8 bytes, the data has 4");
    assertThatReading(
            model(13, X, tensor("w", 3, "1", "int32_data: [128]"), node("Mul", "x w -> y")))
        .hasMessageContaining("element 0 is 128, beyond type INT8");
    assertThatReading(
            model(13, X, tensor("w", 8, "1", "string_data: ['a']"), node("Mul", "x w -> y")))
        .hasMessageContaining("element type STRING is not supported");
  }

  @Test
  void a_few_bytes_cannot_ask_for_all_memory() throws IOException {
    String huge = longs("s", "2", "40000, 40000");
    assertThatReading(
            model(13, X, huge, node("ConstantOfShape", "s -> c"), node("Mul", "x c -> y")))
        .hasMessageContaining("MiB of memory")
        .hasMessageContaining("-Xmx");
    assertThatReading(
            model(
                13,
                X,
                huge,
                floats("one", "1", "1"),
                node("Expand", "one s -> c"),
                node("Mul", "x c -> y")))
        .hasMessageContaining("MiB of memory");
    assertThatReading(
            model(
                13,
                X,
                tensor("a", 1, "40000, 1", "raw_data: '%s'".formatted("\\000".repeat(160_000))),
                tensor("b", 1, "40000", "raw_data: '%s'".formatted("\\000".repeat(160_000))),
                node("Add", "a b -> c"),
                node("Mul", "x c -> y")))
        .hasMessageContaining("MiB of memory");
  }

  @ParameterizedTest
  @CsvSource({
    "1000000 1000000, more than 2147483647",
    "100000 10000, there must be between 1 and",
    "-5, negative extent",
    "0, has 0 elements",
    "H, has no fixed extent"
  })
  void the_input_must_have_a_sensible_shape(String extents, String message) throws IOException {
    String[] axes = ("N " + extents).split(" ", -1);
    assertThatReading(model(13, input("x", axes), node("Relu", "x -> y")))
        .hasMessageContaining("input 'x'")
        .hasMessageContaining(message);
  }

  @Test
  void cycles_missing_and_repeated_values_are_named() throws IOException {
    assertThatReading(
            model(
                13,
                X,
                node("Add", "x b -> a", "name: 'one'"),
                node("Relu", "a -> b", "name: 'two'"),
                node("Tanh", "b -> y")))
        .hasMessageContaining("wait for each other in a cycle: 'one', 'two'")
        .hasMessageContaining("[ONNX-004]");
    assertThatReading(model(13, X, node("Relu", "x -> y"), node("Tanh", "x -> y")))
        .hasMessageContaining("value 'y' is defined twice");
    assertThatReading(model(13, X, node("Relu", "x -> x"), node("Tanh", "x -> y")))
        .hasMessageContaining("value 'x' is defined twice");
    assertThatReading(
            model(13, X, floats("w", "", "1"), floats("w", "", "2"), node("Mul", "x w -> y")))
        .hasMessageContaining("tensor 'w' is defined twice");
    assertThatReading(model(13, X, node("Mul", "x nothing -> y")))
        .hasMessageContaining("value 'nothing' is read, but nothing makes it");
    assertThatReading(model(13, X, node("Relu", "x -> z")))
        .hasMessageContaining("value 'y' is read, but nothing makes it");
  }

  @Test
  void a_network_needs_one_input_and_an_output() throws IOException {
    assertThatReading(model(13, X, input("z", "N", "2"), node("Add", "x z -> y")))
        .hasMessageContaining("depends on 2 inputs [x, z]");
    assertThatReading(model(13, X, floats("c", "2", "1, 2"), node("Relu", "c -> y")))
        .hasMessageContaining("depends on 0 inputs");
    ModelProto none = ModelProto.newBuilder(model(13, X)).setGraph(GraphProto.newBuilder()).build();
    assertThatReading(none).hasMessageContaining("has no output");
    assertThatReading(model(5, X, node("Relu", "x -> y"))).hasMessageContaining("older than");
  }

  @Test
  void values_that_are_not_numbers_are_counted() throws IOException {
    assertThatReading(
            model(13, X, floats("w", "2, 2", "nan, inf, -inf, 1"), node("MatMul", "x w -> y")))
        .hasMessageContaining(
            "tensor 'w': error: 1 of 4 values are NaN, 2 are infinite [ONNX-006]");
    assertThatReading(model(13, X, floats("w", "2", "0, 1"), node("Div", "x w -> y")))
        .hasMessageContaining("0 of 2 values are NaN, 1 are infinite [ONNX-006]");
    assertThatReading(
            model(
                13,
                X,
                node("LeakyRelu", "x -> y", "attribute { name: 'alpha' type: FLOAT f: nan }")))
        .hasMessageContaining("attribute 'alpha' is not a number");
  }

  @Test
  void a_very_long_chain_does_not_exhaust_the_stack() throws IOException {
    GraphProto.Builder graph = model(13, X).getGraph().toBuilder();
    int length = 20_000;
    for (int i = length; i > 0; i--) {
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType("Relu")
              .addInput(i == 1 ? "x" : "v" + (i - 1))
              .addOutput(i == length ? "y" : "v" + i));
    }
    Path file = folder.resolve("long.onnx");
    Files.write(file, model(13, X).toBuilder().setGraph(graph).build().toByteArray());
    assertThat(new OnnxReader(new Diagnostics()).read(file).layers()).hasSize(length);
  }

  @Test
  void inputs_and_attributes_of_the_wrong_kind_are_refused() throws IOException {
    String w = floats("w", "2, 2", "1, 2, 3, 4");
    assertThatReading(model(13, X, w, node("Gemm", "x -> y")))
        .hasMessageContaining("Gemm has no input 1");
    assertThatReading(model(13, X, w, node("Gemm", "x w -> y", real("transB", 1))))
        .hasMessageContaining("has attribute 'transB' of type FLOAT instead of INT");
    assertThatReading(
            model(13, X, floats("w", "3, 3", "1,2,3,4,5,6,7,8,9"), node("MatMul", "x w -> y")))
        .hasMessageContaining("reads shape 2, its weights are 3x3");
    assertThatReading(model(13, X, node("Transpose", "x -> y", integers("perm", "0, 0"))))
        .hasMessageContaining("orders 2 axes as [0, 0]");
    assertThatReading(model(13, X, node("Softmax", "x -> y", integer("axis", 7))))
        .hasMessageContaining("has axis 7, its input has 2 axes");
    assertThatReading(model(13, X, node("Softmax", "x -> y", integer("axis", 0))))
        .hasMessageContaining("along the batch axis");
    assertThatReading(model(13, X, longs("s", "2", "-1, 3"), node("Reshape", "x s -> y")))
        .hasMessageContaining("makes shape 0x3 of shape 1x2");
    assertThatReading(
            model(13, input("x", "4", "2"), longs("s", "2", "2, 4"), node("Reshape", "x s -> y")))
        .hasMessageContaining("mixes the 4 frames of a batch");
    assertThatReading(model(13, X, floats("s", "", "0"), node("QuantizeLinear", "x s -> y")))
        .hasMessageContaining("has scale 0.0");
    assertThatReading(model(13, X, floats("c", "3, 2", "1,2,3,4,5,6"), node("Add", "x c -> y")))
        .hasMessageContaining("spreads shape 1x2 over the constant's shape 3x2");
    assertThatReading(
            model(
                13,
                X,
                floats("c", "3", "1,2,3"),
                longs("i", "1", "3"),
                node("Gather", "c i -> d"),
                node("Mul", "x d -> y")))
        .hasMessageContaining("has index 3, the axis has 3");
    assertThatReading(
            model(
                13,
                X,
                longs("a", "1", "1"),
                longs("b", "1", "0"),
                node("Div", "a b -> c"),
                node("Mul", "x c -> y")))
        .hasMessageContaining("divides the integer 1 by 0");
    assertThatReading(model(13, X, node("Relu", "x -> r"), node("Mul", "x r -> y")))
        .hasMessageContaining("joins two values of the network ('x' and 'r')");
  }

  private AbstractThrowableAssert<?, ?> assertThatReading(ModelProto model) throws IOException {
    Path file = Files.write(folder.resolve("hostile.onnx"), model.toByteArray());
    return assertThatThrownBy(() -> new OnnxReader(new Diagnostics()).read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("hostile.onnx");
  }
}
