// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.List;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.QPad;
import org.sparsil.tensor.Shape;

/**
 * What a frame costs.
 *
 * @param products multiplications, those by 0 included
 * @param cycles of all layers one after the other: a cycle for each tap and channel of a window or,
 *     where more, for each element read or written
 */
public record FrameWork(long products, long cycles) {

  /** The sum over layers. */
  public static FrameWork of(List<QLayer> layers) {
    long products = 0;
    long cycles = 0;
    for (QLayer layer : layers) {
      FrameWork work = layer.accept(new OfLayer());
      products += work.products;
      cycles += Math.max(work.cycles, layer.shape().size());
    }
    return new FrameWork(products, cycles);
  }

  private record OfLayer() implements QLayer.Visitor<FrameWork> {
    @Override
    public FrameWork dense(QDense layer) {
      return new FrameWork((long) layer.inputElements() * layer.outputs(), layer.inputElements());
    }

    @Override
    public FrameWork conv(QConv layer) {
      long pixels = layer.shape().size() / layer.outputs();
      long columns = layer.weights().columns();
      return new FrameWork(
          pixels * columns * layer.outputs(),
          Math.max(pixels * columns * layer.groups(), layer.image().size()));
    }

    @Override
    public FrameWork maxPool(QMaxPool layer) {
      return pool(layer.shape(), layer.window().taps(), layer.image());
    }

    @Override
    public FrameWork averagePool(QAveragePool layer) {
      return pool(layer.shape(), layer.window().taps(), layer.image());
    }

    private static FrameWork pool(Shape shape, int taps, Shape image) {
      return new FrameWork(0, Math.max((long) shape.size() * taps, image.size()));
    }

    @Override
    public FrameWork elementwise(QElementwise layer) {
      return reading(layer.shape().size());
    }

    @Override
    public FrameWork add(QAdd layer) {
      return reading(layer.shape().size());
    }

    @Override
    public FrameWork concat(QConcat layer) {
      return reading(layer.shape().size());
    }

    @Override
    public FrameWork pad(QPad layer) {
      return reading(layer.image().size());
    }

    @Override
    public FrameWork gather(QGather layer) {
      return reading(layer.inputElements());
    }

    @Override
    public FrameWork argMax(QArgMax layer) {
      return reading(layer.elements());
    }

    private static FrameWork reading(int elements) {
      return new FrameWork(0, elements);
    }
  }
}
