// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.compress.container.ContainerReport.LayerSizes;
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
  private final Map<String, LayerSizes> layers = new LinkedHashMap<>();

  /** Of biases and scales, by layer: their elements, and the bits that they are coded in. */
  private final Map<String, Long> otherElements = new HashMap<>();

  private final Map<String, Long> otherBits = new HashMap<>();
  private long elements;

  Packing(Graph graph, ContainerOptions options) {
    this.graph = graph;
    this.trace = new InputTrace(graph);
    this.coder = new TensorCoder(options);
  }

  PackedNetwork pack() {
    ByteWriter file = new ByteWriter();
    file.int32(Container.MAGIC);
    file.u8(Container.VERSION);
    int head = file.size();
    file.section(StructureWriter.write(graph, this));
    int structureBytes = file.size() - head;
    sections.values().forEach(section -> file.section(section.toByteArray()));
    byte[] bytes = file.toByteArray();
    return new PackedNetwork(bytes, report(bytes.length, structureBytes));
  }

  private ContainerReport report(int containerBytes, int structureBytes) {
    long float32Bytes = elements * Float.BYTES;
    return new ContainerReport(
        elements,
        float32Bytes,
        containerBytes,
        (double) float32Bytes / containerBytes,
        structureBytes,
        layers.values().stream().map(this::withOthers).toList());
  }

  private LayerSizes withOthers(LayerSizes layer) {
    return layer.plus(
        Float.SIZE * otherElements.getOrDefault(layer.name(), 0L),
        otherBits.getOrDefault(layer.name(), 0L));
  }

  @Override
  public void weights(String layer, LayerWeights weights) {
    FloatTensor values = weights.values();
    add(layer, values);
    int width = trace.width(layer, values.shape());
    TensorCoder.Result result = coder.weights(values, weights.scale(), width, trace.source(layer));
    result.write(section(layer));
    LayerSizes sizes = new LayerMeasure(result).sizes(layer, values.shape());
    layers.put(layer, sizes);
  }

  @Override
  public void tensor(String layer, FloatTensor tensor) {
    add(layer, tensor);
    TensorCoder.Result result = coder.tensor(tensor);
    result.write(section(layer));
    otherElements.merge(layer, (long) tensor.size(), Long::sum);
    otherBits.merge(layer, LayerMeasure.bits(result.best()), Long::sum);
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

  private ByteWriter section(String layer) {
    return sections.computeIfAbsent(layer, name -> new ByteWriter());
  }
}
