// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Reshape;
import org.sparsil.graph.Layer.Transpose;
import org.sparsil.graph.Neighbours;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.Shape;

/**
 * Recognizes a pixel shuffle that is written as a reshape, a transpose and a reshape.
 *
 * <pre>
 * before:  x is 9x4x5;  a = reshape(x, 1x3x3x4x5);  b = transpose(a, (0, 3, 1, 4, 2));
 *          c = reshape(b, 1x12x15)
 * after:   x is 9x4x5;  c = depthToSpace(x, 3, CRD)
 * </pre>
 */
public final class FindDepthToSpace {
  /** From block row, block column, channel, row, column. */
  private static final List<Integer> FROM_DCR = List.of(2, 3, 0, 4, 1);

  /** From channel, block row, block column, row, column. */
  private static final List<Integer> FROM_CRD = List.of(0, 3, 1, 4, 2);

  public Graph apply(Graph graph) {
    Graph current = graph;
    for (Optional<Graph> next = step(current); next.isPresent(); next = step(current)) {
      current = next.get();
    }
    return current;
  }

  private static Optional<Graph> step(Graph graph) {
    Neighbours neighbours = new Neighbours(graph);
    Map<String, Shape> shapes = ShapeInference.infer(graph);
    for (Layer layer : graph.layers()) {
      if (layer instanceof Reshape split
          && neighbours.onlyReader(split.name()).orElse(null) instanceof Transpose transpose
          && neighbours.onlyReader(transpose.name()).orElse(null) instanceof Reshape join) {
        Shape image = Objects.requireNonNull(shapes.get(split.input()));
        Optional<DepthToSpace> found = find(image, split, transpose, join);
        if (found.isPresent()) {
          return Optional.of(
              new Rewiring(graph)
                  .remove(split, split.input())
                  .remove(transpose, split.input())
                  .replace(join, found.get())
                  .apply());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<DepthToSpace> find(
      Shape image, Reshape split, Transpose transpose, Reshape join) {
    Shape parts = split.shape();
    if (image.rank() != 3 || parts.rank() != 5) {
      return Optional.empty();
    }
    boolean channelFirst = transpose.permutation().equals(FROM_CRD);
    int block = parts.extent(1);
    int otherBlock = parts.extent(channelFirst ? 2 : 0);
    int channels = parts.extent(channelFirst ? 0 : 2);
    boolean fits =
        (channelFirst || transpose.permutation().equals(FROM_DCR))
            && block == otherBlock
            && image.equals(Shape.of(channels * block * block, parts.extent(3), parts.extent(4)))
            && join.shape()
                .equals(Shape.of(channels, block * parts.extent(3), block * parts.extent(4)));
    DepthToSpace.Order order = channelFirst ? DepthToSpace.Order.CRD : DepthToSpace.Order.DCR;
    return fits
        ? Optional.of(new DepthToSpace(join.name(), split.input(), block, order))
        : Optional.empty();
  }
}
