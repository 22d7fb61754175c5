// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/** Packs one network. */
final class Packing implements StructureWriter.ParameterSink {
  private final TensorCoder coder;
  private final Map<String, ByteWriter> sections = new LinkedHashMap<>();
  private long elements;

  Packing(ContainerOptions options) {
    this.coder = new TensorCoder(options);
  }

  byte[] pack(Graph graph) {
    ByteWriter file = new ByteWriter();
    file.int32(Container.MAGIC);
    file.u8(Container.VERSION);
    file.section(StructureWriter.write(graph, this));
    sections.values().forEach(section -> file.section(section.toByteArray()));
    return file.toByteArray();
  }

  @Override
  public void weights(String layer, LayerWeights weights) {
    write(layer, weights.values(), weights.scale());
  }

  @Override
  public void tensor(String layer, FloatTensor tensor) {
    write(layer, tensor, Optional.empty());
  }

  private void write(String layer, FloatTensor tensor, Optional<FloatTensor> scale) {
    elements += tensor.size();
    if (elements > Container.MAX_ELEMENTS) {
      throw new UserException(
          "layer '" + layer + "'",
          Code.CONTAINER_004,
          "the network has %d parameters up to here, a container holds %d"
              .formatted(elements, Container.MAX_ELEMENTS));
    }
    coder.write(sections.computeIfAbsent(layer, name -> new ByteWriter()), tensor, scale);
  }
}
