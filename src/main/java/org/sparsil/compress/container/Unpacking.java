// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.graph.Graph;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Unpacks one network. */
final class Unpacking implements StructureReader.ParameterSource {
  private static final int MEBIBYTE = 1 << 20;

  private final ByteReader file;
  private final String place;
  private final TensorDecoder decoder = new TensorDecoder();
  private String layer = "";
  private ByteReader section;
  private long elements;

  Unpacking(byte[] bytes, String place) {
    this.file = new ByteReader(bytes, place);
    this.section = new ByteReader(new byte[0], place);
    this.place = place;
  }

  Graph unpack() {
    requireKnown();
    ByteReader structure = file.section("the structure");
    try {
      Graph graph = StructureReader.read(structure, this);
      section.requireEnd("layer '" + layer + "'");
      file.requireEnd("the last layer");
      return graph;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw structure.damaged("not a valid network: " + e.getMessage());
    }
  }

  @Override
  public LayerWeights weights(String layer, Shape shape, Optional<FloatTensor> scale) {
    open(layer, shape);
    return new LayerWeights(decoder.weights(section, shape, scale), scale);
  }

  @Override
  public FloatTensor tensor(String layer, Shape shape) {
    open(layer, shape);
    return decoder.tensor(section, shape);
  }

  private void open(String next, Shape shape) {
    if (!next.equals(layer)) {
      section.requireEnd("layer '" + layer + "'");
      section = file.section("layer '" + next + "'");
      layer = next;
    }
    take(shape.size());
  }

  /** A few bytes can stand for tensors of any size. */
  private void take(int size) {
    elements += size;
    if (elements > Container.MAX_ELEMENTS) {
      throw section.error(
          Code.CONTAINER_003,
          "layer '%s': the network has %d parameters up to here, at most %d are allowed"
              .formatted(layer, elements, Container.MAX_ELEMENTS),
          "the file is damaged or meant to do harm");
    }
    long needed = elements * Float.BYTES / MEBIBYTE + 1;
    long allowed = Runtime.getRuntime().maxMemory() / 2 / MEBIBYTE;
    if (needed > allowed) {
      throw section.error(
          Code.CONTAINER_003,
          "layer '%s': the network needs %d MiB up to here, %d MiB are allowed"
              .formatted(layer, needed, allowed),
          "give Java a larger heap with -Xmx if the size is as meant");
    }
  }

  private void requireKnown() {
    if (file.remaining() < 5 || file.int32() != Container.MAGIC) {
      throw new ByteReader(new byte[0], place)
          .error(
              Code.CONTAINER_001,
              "the file is not a coded container",
              "make one with: sparsil pack");
    }
    int version = file.u8();
    if (version != Container.VERSION) {
      throw file.error(
          Code.CONTAINER_001,
          "format version %d, this program reads %d".formatted(version, Container.VERSION),
          "pack the network again with this program");
    }
  }
}
