// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Neighbours;

/**
 * Says the format of the network's input where it comes in, too, if it is fixed behind an affine
 * layer that could not go behind it: behind are the same integers, which stand for other numbers.
 *
 * <pre>
 * before:  a = affine(x, 1, 128);  q = fakeQuantize(a, 1, zero -128, s8);  c = conv(q, pads 1)
 * after:   q_input = fakeQuantize(x, 1, zero 0, s8);  a = affine(q_input, 1, 128);
 *          q = fakeQuantize(a, 1, zero -128, s8);  c = conv(q, pads 1)
 * </pre>
 */
public final class FixInputFormat {

  public Graph apply(Graph graph) {
    Neighbours neighbours = new Neighbours(graph);
    String value = graph.input();
    for (Layer next = neighbours.onlyReader(value).orElse(null);
        next instanceof Layer.Reshape || next instanceof Layer.Transpose;
        next = neighbours.onlyReader(value).orElse(null)) {
      value = next.name();
    }
    if (neighbours.onlyReader(value).orElse(null) instanceof Affine affine
        && neighbours.onlyReader(affine.name()).orElse(null) instanceof FakeQuantize quantize
        && MoveFakeQuantizeBeforeAffine.keepsIntegers(affine, quantize)) {
      return with(graph, affine, MoveFakeQuantizeBeforeAffine.moved(affine, quantize));
    }
    return graph;
  }

  private static Graph with(Graph graph, Affine affine, FakeQuantize format) {
    String name = Rewiring.freshName(graph, format.name() + "_input");
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      if (layer.name().equals(affine.name())) {
        layers.add(
            new FakeQuantize(
                name,
                affine.input(),
                format.scale(),
                format.zeroPoint(),
                format.signed(),
                format.widthBits()));
        layers.add(affine.withInput(name));
      } else {
        layers.add(layer);
      }
    }
    return graph.withLayers(layers, graph.output());
  }
}
