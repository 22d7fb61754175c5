// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.testing.BranchedGraphs;
import org.sparsil.testing.SampleGraphs;

/** Containers that are damaged, or made to do harm. */
class HostileContainerTest {
  private static final int HEAD_BYTES = 5;

  private static byte[] pack(Graph graph, CoderChoice coder) {
    return Container.pack(graph, ContainerOptions.with(coder));
  }

  private static Graph small() {
    return RandomGraphs.graph(3);
  }

  private static void assertRefused(byte[] bytes, String... parts) {
    assertThatThrownBy(() -> Container.unpack(bytes, "it.sparsil"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("it.sparsil: byte ")
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsNoticed(CoderChoice coder) {
    byte[] packed = pack(small(), coder);
    for (int length = 0; length < packed.length; length++) {
      assertRefused(Arrays.copyOf(packed, length), "[CONTAINER-");
    }
    assertRefused(Arrays.copyOf(packed, packed.length + 1), "1 bytes follow", "[CONTAINER-002]");
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitIsNoticed(CoderChoice coder) {
    byte[] packed = pack(small(), coder);
    for (int bit = 0; bit < 8 * packed.length; bit++) {
      byte[] damaged = packed.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(damaged, "[CONTAINER-");
    }
  }

  @Test
  void whatIsNoContainerIsTold() {
    assertRefused(
        "not a container".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "byte 0",
        "[CONTAINER-001]");
    byte[] newer = pack(small(), CoderChoice.AUTO);
    newer[4] = 99;
    assertRefused(newer, "format version 99, this program reads 1", "[CONTAINER-001]");
  }

  /** With checksums that are right, so that every decoder gets to see the damage. */
  @ParameterizedTest
  @EnumSource
  void damageBehindRightChecksumsEndsInAnErrorOrInAnotherNetwork(CoderChoice coder) {
    Random random = new Random(1);
    int refused = 0;
    List<Graph> graphs =
        List.of(
            small(),
            RandomGraphs.graph(5),
            RandomGraphs.graph(8),
            SampleGraphs.everyKind(2),
            BranchedGraphs.images(2));
    for (Graph graph : graphs) {
      List<byte[]> sections = sections(pack(graph, coder));
      for (int i = 0; i < 2000; i++) {
        List<byte[]> damaged = new ArrayList<>(sections);
        int place = random.nextInt(sections.size());
        damaged.set(place, damage(sections.get(place), random));
        refused += survives(container(damaged)) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private static byte[] damage(byte[] section, Random random) {
    if (section.length == 0) {
      return new byte[1 + random.nextInt(3)];
    }
    byte[] damaged = section.clone();
    int place = random.nextInt(section.length);
    switch (random.nextInt(4)) {
      case 0 -> damaged[place] ^= (byte) (1 << random.nextInt(8));
      case 1 -> damaged[place] = (byte) random.nextInt();
      case 2 -> damaged = Arrays.copyOf(damaged, place);
      default -> {
        for (int i = place; i < Math.min(damaged.length, place + 4); i++) {
          damaged[i] = (byte) 0xff;
        }
      }
    }
    return damaged;
  }

  /** Whether the bytes are a network; anything but that and a user's error fails the test. */
  private static boolean survives(byte[] bytes) {
    try {
      Container.unpack(bytes, "damaged");
      return true;
    } catch (UserException e) {
      assertThat(e).hasMessageContaining("[CONTAINER-").hasMessageContaining("damaged: byte ");
      return false;
    }
  }

  /** The contents of a container's sections. */
  private static List<byte[]> sections(byte[] packed) {
    ByteReader in = new ByteReader(packed, "test");
    in.part(HEAD_BYTES);
    List<byte[]> sections = new ArrayList<>();
    while (in.remaining() > 0) {
      ByteReader section = in.section("test");
      byte[] content = new byte[section.remaining()];
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) section.u8();
      }
      sections.add(content);
    }
    return sections;
  }

  private static byte[] container(List<byte[]> sections) {
    ByteWriter out = new ByteWriter();
    out.int32(Container.MAGIC);
    out.u8(Container.VERSION);
    sections.forEach(out::section);
    return out.toByteArray();
  }

  /** A dense layer of any size and content, after the head of a network. */
  private static byte[] dense(int outputs, int inputs, Consumer<ByteWriter> weights) {
    ByteWriter structure = new ByteWriter();
    structure.string("hostile");
    structure.string("x");
    structure.varint(1);
    structure.signed(2);
    structure.varint(1);
    structure.u8(LayerKind.DENSE.number());
    structure.string("fc");
    structure.varint(0);
    structure.varint(2);
    structure.signed(outputs);
    structure.signed(inputs);
    structure.u8(0);
    structure.u8(0);
    structure.varint(0);
    ByteWriter tensors = new ByteWriter();
    weights.accept(tensors);
    return container(List.of(structure.toByteArray(), tensors.toByteArray()));
  }

  /** A tensor of a codebook of one number, in Huffman codes. */
  private static Consumer<ByteWriter> huffman(Consumer<BitWriter> content) {
    return out -> {
      BitWriter bits = new BitWriter();
      bits.count(1);
      bits.float32(1);
      content.accept(bits);
      byte[] bytes = bits.toByteArray();
      out.u8(Alphabet.Kind.FLOAT_CODEBOOK.number());
      out.varint(bytes.length);
      out.raw(bytes);
    };
  }

  @Test
  void hugeTensorsAreRefusedBeforeMemoryIsTaken() {
    assertRefused(dense(1 << 15, 1 << 15, out -> {}), "1073741824 parameters", "[CONTAINER-003]");
    assertRefused(dense(1 << 16, 1 << 16, out -> {}), "more than", "elements", "[CONTAINER-002]");
    assertRefused(dense(-1, 5, out -> {}), "negative extent", "[CONTAINER-002]");
  }

  @Test
  void codesThatAreNoneAreRefused() {
    assertRefused(
        dense(2, 2, huffman(bits -> table(bits, 1, 1, 1))),
        "fill 49152 of 32768",
        "[CONTAINER-002]");
    assertRefused(
        dense(2, 2, huffman(bits -> table(bits, 2, 1, 0))),
        "fill 24576 of 32768",
        "[CONTAINER-002]");
    assertRefused(
        dense(2, 2, huffman(bits -> table(bits, 16, 1, 1))),
        "a codeword of 16 bits",
        "[CONTAINER-002]");
    assertRefused(
        dense(2, 2, huffman(bits -> table(bits, 0, 0, 0))), "without symbols", "[CONTAINER-002]");
  }

  /** One survivor, gaps of one bit, the lengths of the three codewords of gaps. */
  private static void table(BitWriter bits, int... lengths) {
    bits.count(1);
    bits.gamma(1);
    int previous = 0;
    for (int length : lengths) {
      int difference = length - previous;
      bits.count(difference < 0 ? -2 * difference - 1 : 2 * difference);
      previous = length;
    }
    bits.count(2);
  }

  @Test
  void positionsBeyondTheLastAreRefused() {
    assertRefused(
        dense(2, 2, huffman(bits -> table(bits, 0, 0, 1))), "a position beyond the last of 4");
    assertRefused(
        dense(2, 2, huffman(bits -> bits.count(5))),
        "5 surviving elements of 4",
        "[CONTAINER-002]");
  }

  @Test
  void aFileThatCannotBeReadIsTold(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Container.read(folder.resolve("absent.sparsil")))
        .hasMessageContaining("no such file [FILE-001]");
    Path file = Files.write(folder.resolve("a.sparsil"), pack(small(), CoderChoice.AUTO));
    GraphBits.assertIdentical(Container.read(file), small());
  }
}
