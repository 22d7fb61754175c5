// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.graph.Graph;
import org.sparsil.proto.GraphProto;
import org.sparsil.proto.NodeProto;
import org.sparsil.proto.TensorProto;
import org.sparsil.proto.ValueInfoProto;

/**
 * Imports the nodes of one ONNX graph in execution order. What depends on the input becomes layers,
 * everything else is computed on the way. A node that fails makes those that read it be skipped, so
 * that all errors of a file are found at once.
 */
final class ModelImport {
  private final GraphProto proto;
  private final String file;
  private final long opset;
  private final Diagnostics notes;
  private final Diagnostics errors = new Diagnostics();
  private final MemoryBudget budget = MemoryBudget.ofHeap(Code.ONNX_003);
  private final TensorDecoder decoder;
  private final Set<String> read = new HashSet<>();
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, String> layerOfValue = new LinkedHashMap<>();

  ModelImport(
      GraphProto proto, String file, long opset, ExternalData externalData, Diagnostics notes) {
    this.proto = proto;
    this.file = file;
    this.opset = opset;
    this.notes = notes;
    this.decoder = new TensorDecoder(externalData, budget);
  }

  /**
   * Imports the graph.
   *
   * @param name the network's
   */
  ImportedModel run(String name, BatchAxis batchAxis) {
    String output = output();
    List<Integer> order = GraphOrder.of(proto, output, file, errors);
    errors.throwIfErrors();
    List<Node> nodes = new ArrayList<>();
    order.forEach(index -> nodes.add(Node.of(proto.getNode(index), index, file)));
    reportUnsupported(nodes);
    read.add(output);
    nodes.forEach(node -> read.addAll(node.proto().getInputList()));
    Activation input = input(output, batchAxis);
    values.put(input.name(), input);
    LayerList layers = new LayerList(file, input.name());
    decodeTensors();
    nodes.forEach(node -> importNode(node, layers));
    errors.throwIfErrors();
    Activation result = result(output);
    Graph graph = new Graph(name, input.name(), input.frame(), layers.layers(), result.name());
    return new JoinAffine().apply(new ImportedModel(graph, layerOfValue));
  }

  private String output() {
    List<String> outputs = proto.getOutputList().stream().map(ValueInfoProto::getName).toList();
    if (outputs.isEmpty()) {
      throw new UserException(file, Code.ONNX_004, "the graph has no output");
    }
    if (outputs.size() > 1) {
      notes.warning(
          file,
          Code.ONNX_007,
          "the graph has %d outputs; only the first, '%s', is computed"
              .formatted(outputs.size(), outputs.get(0)),
          "remove the outputs that are not needed, or put the one that is first");
    }
    return outputs.get(0);
  }

  private void reportUnsupported(List<Node> nodes) {
    nodes.stream()
        .filter(node -> OperatorTable.find(node).isEmpty())
        .map(UnsupportedOperators::diagnostic)
        .forEach(errors::add);
  }

  /** The one input that the output depends on; tensors listed among the inputs do not count. */
  private Activation input(String output, BatchAxis batchAxis) {
    Set<String> tensors =
        proto.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        proto.getInputList().stream()
            .filter(input -> read.contains(input.getName()) && !tensors.contains(input.getName()))
            .toList();
    if (inputs.size() != 1) {
      errors.error(
          file,
          Code.ONNX_002,
          "the output '%s' depends on %d inputs %s, only networks of one input are supported"
              .formatted(
                  output, inputs.size(), inputs.stream().map(ValueInfoProto::getName).toList()));
      errors.throwIfErrors();
    }
    try {
      return new NetworkInput(file, batchAxis).of(inputs.get(0));
    } catch (UserException e) {
      e.diagnostics().forEach(errors::add);
      throw new UserException(errors.all());
    }
  }

  private void decodeTensors() {
    for (TensorProto tensor : proto.getInitializerList()) {
      if (read.contains(tensor.getName())) {
        gatherErrors(
            () ->
                values.put(
                    tensor.getName(),
                    decoder.decode(tensor, "%s: tensor '%s'".formatted(file, tensor.getName()))));
      }
    }
  }

  private void importNode(Node node, LayerList layers) {
    NodeProto nodeProto = node.proto();
    Optional<Operator> operator = OperatorTable.find(node);
    List<Optional<Value>> inputs = new ArrayList<>();
    for (String input : nodeProto.getInputList()) {
      Optional<Value> value = Optional.ofNullable(values.get(input));
      if (value.isEmpty() && !input.isEmpty()) {
        return; // what makes it has failed
      }
      inputs.add(value);
    }
    if (operator.isEmpty() || nodeProto.getOutputCount() == 0) {
      return;
    }
    gatherErrors(
        () -> {
          requireOneOutput(node);
          NodeImport importing =
              new NodeImport(node, inputs, opset, decoder, budget, layers, notes);
          define(nodeProto.getOutput(0), operator.get().apply(importing));
        });
  }

  /** Further outputs, such as a dropout's mask, may be there, but nobody may read them. */
  private void requireOneOutput(Node node) {
    for (String extra : node.proto().getOutputList().stream().skip(1).toList()) {
      if (read.contains(extra) && !extra.isEmpty()) {
        throw node.unsupported(
            "has a second output '%s' that is read".formatted(extra),
            "only the first output is supported");
      }
    }
  }

  private void define(String name, Value value) {
    values.put(name, value);
    if (value instanceof Activation activation && activation.quantization().isEmpty()) {
      layerOfValue.put(name, activation.name());
    }
  }

  private Activation result(String output) {
    if (!(values.get(output) instanceof Activation result)) {
      throw new UserException(
          file, Code.ONNX_004, "the output '%s' does not depend on the input".formatted(output));
    }
    result
        .quantization()
        .ifPresent(
            known ->
                notes.note(
                    file,
                    Code.ONNX_007,
                    "the output '%s' is integer in the file; here it is the real number"
                            .formatted(output)
                        + " %s × (integer − %d)".formatted(known.scale(), known.zeroPoint())));
    return result;
  }

  private void gatherErrors(Runnable step) {
    try {
      step.run();
    } catch (UserException e) {
      e.diagnostics().forEach(errors::add);
    }
  }
}
