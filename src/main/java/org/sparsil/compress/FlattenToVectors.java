// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Reshape;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.Shape;

/**
 * Makes every value a vector, in the order in which its elements arrive or are computed. Reshapes
 * vanish, but for one in front when a frame is not a vector; so do transposes, whose permutation
 * goes into the columns of the dense layer behind them.
 *
 * <pre>
 * before:  x is 2x3;  a = transpose(x, (1, 0));  b = reshape(a, 6);  c = relu(b);  d = dense(c, W)
 * after:   x is 2x3;  b = reshape(x, 6);  c = relu(b);  d = dense(c, W with permuted columns)
 * </pre>
 *
 * <p>What cannot be a vector is an error: a dense layer applied to several rows, a softmax or an
 * arg-max over a part, elements that would have to leave in another order.
 */
public final class FlattenToVectors {

  public Graph apply(Graph graph) {
    Map<String, Shape> shapes = ShapeInference.infer(graph);
    Diagnostics errors = new Diagnostics();
    VectorForm form = new VectorForm(graph, shapes, errors);
    List<Layer> layers = new ArrayList<>();
    if (graph.inputShape().rank() != 1) {
      layers.add(
          new Reshape(form.vectorInput(), graph.input(), Shape.of(graph.inputShape().size())));
    }
    for (Layer layer : graph.layers()) {
      layers.addAll(layer.accept(form));
    }
    String output = form.output();
    errors.throwIfErrors();
    return graph.withLayers(layers, output);
  }
}
