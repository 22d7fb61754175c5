// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.proto.GraphProto;
import org.sparsil.proto.TensorProto;
import org.sparsil.proto.ValueInfoProto;

/**
 * The nodes that an output depends on, each after those that it reads, otherwise as in the file.
 * Finds values that are defined twice, missing, or defined by themselves.
 */
final class GraphOrder {
  private static final int NAMES_SHOWN = 5;

  private final GraphProto graph;
  private final String file;
  private final Diagnostics errors;
  private final Set<String> sources = new HashSet<>();
  private final Map<String, Integer> makers = new HashMap<>();

  private GraphOrder(GraphProto graph, String file, Diagnostics errors) {
    this.graph = graph;
    this.file = file;
    this.errors = errors;
  }

  /** Positions of the nodes in the file, in execution order; reports what is wrong to errors. */
  static List<Integer> of(GraphProto graph, String output, String file, Diagnostics errors) {
    GraphOrder order = new GraphOrder(graph, file, errors);
    order.define();
    Set<Integer> needed = order.needed(output);
    return order.sorted(needed);
  }

  private void define() {
    Set<String> inputs = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      requireNew(inputs.add(input.getName()), "input", input.getName());
    }
    Set<String> initializers = new HashSet<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      requireNew(initializers.add(tensor.getName()), "tensor", tensor.getName());
    }
    sources.addAll(inputs);
    sources.addAll(initializers);
    for (int node = 0; node < graph.getNodeCount(); node++) {
      for (String value : graph.getNode(node).getOutputList()) {
        boolean isNew =
            value.isEmpty()
                || (!sources.contains(value) && makers.putIfAbsent(value, node) == null);
        requireNew(isNew, "value", value);
      }
    }
  }

  private void requireNew(boolean isNew, String kind, String name) {
    if (!isNew) {
      errors.error(file, Code.ONNX_004, "%s '%s' is defined twice".formatted(kind, name));
    }
  }

  private Set<Integer> needed(String output) {
    Set<Integer> needed = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      String value = open.pop();
      Integer maker = makers.get(value);
      if (maker == null) {
        if (!sources.contains(value) && missing.add(value)) {
          errors.error(
              file, Code.ONNX_004, "value '%s' is read, but nothing makes it".formatted(value));
        }
      } else if (needed.add(maker)) {
        graph.getNode(maker).getInputList().stream()
            .filter(in -> !in.isEmpty())
            .forEach(open::push);
      }
    }
    return needed;
  }

  /** Takes the first node of the file all of whose inputs are there, again and again. */
  private List<Integer> sorted(Set<Integer> needed) {
    Map<Integer, Integer> waitingFor = new HashMap<>();
    Map<Integer, List<Integer>> readers = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int node : needed) {
      Set<Integer> read = new HashSet<>();
      for (String value : graph.getNode(node).getInputList()) {
        Integer maker = makers.get(value);
        if (maker != null && read.add(maker)) {
          readers.computeIfAbsent(maker, key -> new ArrayList<>()).add(node);
        }
      }
      waitingFor.put(node, read.size());
      if (read.isEmpty()) {
        ready.add(node);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int node = ready.remove();
      order.add(node);
      for (int reader : readers.getOrDefault(node, List.of())) {
        if (waitingFor.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    reportCycle(needed, order);
    return order;
  }

  private void reportCycle(Set<Integer> needed, List<Integer> order) {
    if (order.size() < needed.size()) {
      Set<Integer> stuck = new LinkedHashSet<>(needed);
      order.forEach(stuck::remove);
      String names =
          stuck.stream()
              .sorted()
              .limit(NAMES_SHOWN)
              .map(node -> "'" + Node.of(graph.getNode(node), node, file).name() + "'")
              .collect(Collectors.joining(", "));
      errors.error(
          file,
          Code.ONNX_004,
          "%d nodes wait for each other in a cycle: %s%s"
              .formatted(stuck.size(), names, stuck.size() > NAMES_SHOWN ? ", …" : ""));
    }
  }
}
