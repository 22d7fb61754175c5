// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/** Packs one network. */
final class Packing implements StructureWriter.ParameterSink {
  private final Graph graph;
  private final InputTrace trace;
  private final TensorCoder coder;
  private final Map<String, ByteWriter> sections = new LinkedHashMap<>();
  private long elements;

  Packing(Graph graph, ContainerOptions options) {
    this.graph = graph;
    this.trace = new InputTrace(graph);
    this.coder = new TensorCoder(options);
  }

  byte[] pack() {
    ByteWriter file = new ByteWriter();
    file.int32(Container.MAGIC);
    file.u8(Container.VERSION);
    file.section(StructureWriter.write(graph, this));
    sections.values().forEach(section -> file.section(section.toByteArray()));
    return file.toByteArray();
  }

  @Override
  public void weights(String layer, LayerWeights weights) {
    FloatTensor values = weights.values();
    add(layer, values);
    int width = trace.width(layer, values.shape());
    write(layer, coder.weights(values, weights.scale(), width, trace.source(layer)));
  }

  @Override
  public void tensor(String layer, FloatTensor tensor) {
    add(layer, tensor);
    write(layer, coder.tensor(tensor));
  }

  private void add(String layer, FloatTensor tensor) {
    elements += tensor.size();
    if (elements > Container.MAX_ELEMENTS) {
      throw new UserException(
          "layer '" + layer + "'",
          Code.CONTAINER_004,
          "the network has %d parameters up to here, a container holds %d"
              .formatted(elements, Container.MAX_ELEMENTS));
    }
  }

  private void write(String layer, TensorCoder.Result result) {
    result.write(sections.computeIfAbsent(layer, name -> new ByteWriter()));
  }
}
