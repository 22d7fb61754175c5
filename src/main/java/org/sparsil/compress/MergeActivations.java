// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.ActivationFunction.Clip;
import org.sparsil.graph.ActivationFunction.Composition;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Activation;
import org.sparsil.graph.Neighbours;

/**
 * Makes one activation of several in a row; clips in a row become one clip, which needs no table.
 *
 * <pre>
 * before:  a = relu(x);  b = clip(a, -1, 6)      before:  a = tanh(x);  b = relu(a)
 * after:   a = clip(x, 0, 6)                     after:   a = (tanh, relu)(x)
 * </pre>
 */
public final class MergeActivations {

  public Graph apply(Graph graph) {
    Graph current = graph;
    for (Optional<Graph> next = step(current); next.isPresent(); next = step(current)) {
      current = next.get();
    }
    return current;
  }

  private static Optional<Graph> step(Graph graph) {
    Neighbours neighbours = new Neighbours(graph);
    for (Layer layer : graph.layers()) {
      if (layer instanceof Activation first
          && neighbours.onlyReader(first.name()).orElse(null) instanceof Activation second) {
        Activation merged =
            new Activation(
                first.name(), first.input(), inARow(first.function(), second.function()));
        return Optional.of(
            new Rewiring(graph).replace(first, merged).remove(second, first.name()).apply());
      }
    }
    return Optional.empty();
  }

  private static ActivationFunction inARow(ActivationFunction first, ActivationFunction second) {
    List<ActivationFunction> functions = new ArrayList<>(parts(first));
    for (ActivationFunction function : parts(second)) {
      int last = functions.size() - 1;
      Optional<Clip> before = functions.get(last).asClip();
      Optional<Clip> after = function.asClip();
      if (before.isPresent() && after.isPresent()) {
        functions.set(last, clipOfClip(before.get(), after.get()));
      } else {
        functions.add(function);
      }
    }
    return functions.size() == 1 ? functions.get(0) : new Composition(functions);
  }

  private static Clip clipOfClip(Clip first, Clip second) {
    return new Clip(second.apply(first.lo()), second.apply(first.hi()));
  }

  private static List<ActivationFunction> parts(ActivationFunction function) {
    return function instanceof Composition composition && !composition.functions().isEmpty()
        ? composition.functions()
        : List.of(function);
  }
}
