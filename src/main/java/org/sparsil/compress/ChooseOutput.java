// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.ArgMax;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Layer.Softmax;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.Shape;

/**
 * Decides what leaves the network. A softmax at the end, or before an arg-max at the end, is left
 * out and a note says so: it keeps the order of the values. So is a format that is fixed behind it.
 * Layers that are read no more stay, for {@link DropUnused}. Expects vectors.
 *
 * <pre>
 * before:  a = dense(x);  b = softmax(a);  output b
 * LOGITS:  a = dense(x);  b = softmax(a);  output a
 * ARGMAX:  a = dense(x);  b = softmax(a);  argmax = argMax(a);  output argmax
 * </pre>
 */
public final class ChooseOutput {
  private final OutputKind kind;
  private final Diagnostics notes;

  public ChooseOutput(OutputKind kind, Diagnostics notes) {
    this.kind = kind;
    this.notes = notes;
  }

  public Graph apply(Graph graph) {
    Layer last = Rewiring.maker(graph, graph.output()).orElse(null);
    if (last instanceof ArgMax argMax) {
      String logits = withoutSoftmax(graph, argMax.input());
      return kind == OutputKind.LOGITS
          ? graph.withLayers(graph.layers(), logits)
          : new Rewiring(graph).replace(argMax, argMax.withInput(logits)).apply();
    }
    Graph logits = graph.withLayers(graph.layers(), withoutSoftmax(graph, graph.output()));
    return kind == OutputKind.ARGMAX ? withArgMax(logits) : logits;
  }

  private String withoutSoftmax(Graph graph, String value) {
    Layer last = Rewiring.maker(graph, value).orElse(null);
    if (last instanceof FakeQuantize format
        && Rewiring.maker(graph, format.input()).orElse(null) instanceof Softmax) {
      return withoutSoftmax(graph, format.input());
    }
    if (last instanceof Softmax softmax) {
      notes.note(
          "%s: layer '%s'".formatted(graph.name(), softmax.name()),
          Code.ONNX_007,
          "%s at the output is left out: it keeps the order of the values that it reads"
              .formatted(softmax.logarithm() ? "log-softmax" : "softmax"));
      return withoutSoftmax(graph, softmax.input());
    }
    return value;
  }

  private static Graph withArgMax(Graph graph) {
    Shape shape = Objects.requireNonNull(ShapeInference.infer(graph).get(graph.output()));
    if (shape.rank() != 1) {
      throw new UserException(
          "%s: output '%s'".formatted(graph.name(), graph.output()),
          Code.QUANT_002,
          "has shape %s; only of a vector the position of the largest element can be given"
              .formatted(shape));
    }
    List<Layer> layers = new ArrayList<>(graph.layers());
    String name = Rewiring.freshName(graph, "argmax");
    layers.add(new ArgMax(name, graph.output(), 0, true, false));
    return graph.withLayers(layers, name);
  }
}
