// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.QGraphProto;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.RandomImageNetworks;
import org.sparsil.testing.RandomNetworks;

final class QGraphFileTest {
  private static final FixedPoint S8 = new FixedPoint(true, 8, 0.5, 0);
  private static final Shape ONE = Shape.of(1);

  @Test
  void every_network_reads_back_as_it_was_written() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      QGraph graph =
          seed % 2 == 0 ? RandomNetworks.network(seed, 40) : RandomImageNetworks.network(seed);
      assertThat(read(bytes(graph))).as("seed %d", seed).isEqualTo(graph);
    }
  }

  @Test
  void the_same_network_gives_the_same_bytes() throws IOException {
    assertThat(bytes(RandomNetworks.network(7, 40)))
        .isEqualTo(bytes(RandomNetworks.network(7, 40)));
  }

  @Test
  void a_survivor_takes_about_two_bytes() throws IOException {
    Random random = new Random(1);
    int[] weights = new int[300 * 784];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(100) < 8 ? 1 + random.nextInt(16) : 0;
    }
    CodedMatrix matrix = CodedMatrix.ofDense(IntTensor.of(Shape.of(300, 784), weights));
    QGraph graph = dense(matrix, new long[300], Shape.of(784));
    assertThat(bytes(graph).length).isLessThan(2 * matrix.survivors() + 2000);
  }

  @Test
  void every_truncated_file_is_refused() throws IOException {
    byte[] whole = bytes(RandomNetworks.network(3, 12));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOfSatisfying(UserException.class, QGraphFileTest::isFile002);
    }
  }

  @Test
  void a_damaged_file_is_refused_or_is_another_valid_network() throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      byte[] whole =
          bytes(
              seed % 2 == 0 ? RandomNetworks.network(seed, 12) : RandomImageNetworks.network(seed));
      Random random = new Random(seed);
      for (int i = 0; i < 500; i++) {
        byte[] damaged = whole.clone();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        try {
          QGraphCheck.require(read(damaged));
        } catch (UserException e) {
          isFile002(e);
        }
      }
    }
  }

  @Test
  void a_file_of_another_kind_is_refused() {
    assertThatThrownBy(() -> read("\u0008not a network at all".getBytes(US_ASCII)))
        .isInstanceOfSatisfying(UserException.class, QGraphFileTest::isFile002);
  }

  @Test
  void a_file_of_a_later_version_says_both_versions() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    QGraphProto.Header.newBuilder()
        .setFormat(QGraphFile.FORMAT)
        .setVersion(7)
        .build()
        .writeDelimitedTo(target);
    assertThatThrownBy(() -> read(target.toByteArray()))
        .hasMessage(
            "net.qgraph: error: not a valid network: format version 7, this program reads up to 3"
                + " [FILE-002]\n  hint: compile the network again");
  }

  @Test
  void files_of_the_first_versions_are_read() throws IOException {
    for (int version = 1; version < QGraphFile.VERSION; version++) {
      QGraph chain = RandomNetworks.network(7, 40);
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      QGraphEncoder.header(chain).toBuilder().setVersion(version).build().writeDelimitedTo(target);
      for (QLayer layer : chain.layers()) {
        QGraphEncoder.layer(layer).writeDelimitedTo(target);
      }
      assertThat(read(target.toByteArray())).isEqualTo(chain);
    }
  }

  /** The one input of a layer was field 2 of it, as text, before there could be several. */
  @Test
  void the_input_of_a_layer_is_where_it_has_always_been() {
    assertThat(QGraphEncoder.layer(new QArgMax("class", "x", 3)).toByteArray())
        .startsWith(0x0a, 5, 'c', 'l', 'a', 's', 's', 0x12, 1, 'x');
  }

  @Test
  void a_layer_that_reads_more_values_than_its_kind_does_is_refused() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    QGraph graph = dense(CodedMatrix.ofDense(IntTensor.of(Shape.of(1, 1), 1)), new long[1], ONE);
    QGraphEncoder.header(graph).writeDelimitedTo(target);
    QGraphEncoder.layer(graph.output()).toBuilder().addInputs("x").build().writeDelimitedTo(target);
    assertThatThrownBy(() -> read(target.toByteArray()))
        .hasMessageContaining("layer 'fc': it reads 2 values, its kind reads 1");
  }

  @Test
  void something_after_the_last_layer_is_refused() throws IOException {
    byte[] whole = bytes(RandomNetworks.network(3, 12));
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessageContaining("something follows its last layer");
  }

  @Test
  void a_layer_that_reads_another_number_of_elements_is_refused() throws IOException {
    CodedMatrix three = CodedMatrix.ofDense(IntTensor.of(Shape.of(1, 3), 1, 2, 3));
    byte[] bytes = bytes(dense(three, new long[1], Shape.of(4)));
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("layer 'fc' reads 3 elements");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62})
  void an_accumulator_of_more_than_63_bits_is_refused(long bias) throws IOException {
    CodedMatrix one = CodedMatrix.ofDense(IntTensor.of(Shape.of(1, 1), 1));
    byte[] bytes = bytes(dense(one, new long[] {bias}, Shape.of(1)));
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("needs more than 63 bits");
  }

  @Test
  void an_input_of_absurd_size_is_refused() throws IOException {
    int elements = Integer.MAX_VALUE;
    QGraph graph =
        new QGraph(
            "vast",
            new QGraph.QInput("x", Shape.of(elements), S8),
            List.of(new QArgMax("class", "x", elements)));
    byte[] bytes = bytes(graph);
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("'x' has 2147483647 elements");
  }

  private static QGraph dense(CodedMatrix weights, long[] bias, Shape input) {
    Requantize stage = Requantize.perTensor(1, 4, Rounding.FLOOR, S8, -128, 127);
    return new QGraph(
        "net",
        new QGraph.QInput("x", input, S8),
        List.of(new QDense("fc", "x", weights, LongTensor.vector(bias), stage)));
  }

  private static void isFile002(UserException e) {
    assertThat(e.diagnostics().get(0).code()).isEqualTo(Code.FILE_002);
  }

  private static byte[] bytes(QGraph graph) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    QGraphFile.write(graph, target);
    return target.toByteArray();
  }

  private static QGraph read(byte[] bytes) throws IOException {
    return QGraphFile.read(new ByteArrayInputStream(bytes), "net.qgraph");
  }
}
