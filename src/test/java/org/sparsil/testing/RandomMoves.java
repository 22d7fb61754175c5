// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QGather.DepthOrder;
import org.sparsil.qgraph.QGather.Loop;
import org.sparsil.qgraph.QPad;
import org.sparsil.tensor.Shape;

/** Layers that move elements of images: borders of any value, and any gathering. */
record RandomMoves(RandomStages draw) {

  QPad pad(String name, NetworkValue source) {
    int value =
        draw.random().nextBoolean()
            ? source.zeroPoint()
            : RandomStages.value(draw.random(), source.format());
    return new QPad(
        name,
        source.name(),
        source.shape(),
        draw.random().nextInt(4),
        draw.random().nextInt(4),
        draw.random().nextInt(4),
        draw.random().nextInt(4),
        value,
        source.format(),
        source.range().hull(Interval.of(value)));
  }

  QGather gather(String name, NetworkValue source) {
    int block = source.channels() % 9 == 0 ? 3 : 2;
    return switch (draw.random().nextInt(4)) {
      case 0 ->
          QGather.transpose(
              name, source.name(), source.shape(), axes(), source.format(), source.range());
      case 1 -> strided(name, source);
      default ->
          source.channels() % (block * block) == 0
              ? QGather.depthToSpace(
                  name,
                  source.name(),
                  source.shape(),
                  block,
                  draw.random().nextBoolean() ? DepthOrder.DCR : DepthOrder.CRD,
                  source.format(),
                  source.range())
              : QGather.resize(
                  name,
                  source.name(),
                  source.shape(),
                  draw.between(1, 3),
                  draw.between(1, 3),
                  source.format(),
                  source.range());
    };
  }

  private List<Integer> axes() {
    List<Integer> axes = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(axes, draw.random());
    return axes;
  }

  /** Any loops over pixels, rows or the whole image. */
  private QGather strided(String name, NetworkValue source) {
    int first = draw.random().nextInt(3);
    Shape strip = new Shape(source.shape().extents().subList(first, 3));
    List<Loop> loops = new ArrayList<>();
    int reached = 0;
    int columns = 1;
    for (int remaining = draw.between(1, 4); remaining > 0; remaining--) {
      int count = draw.between(1, 4);
      int stride = draw.between(0, (strip.size() - 1 - reached) / Math.max(1, count - 1));
      reached += (count - 1) * stride;
      loops.add(new Loop(count, stride));
      columns *= remaining > 1 ? count : 1;
    }
    int strips = source.shape().size() / strip.size();
    int channels = loops.get(loops.size() - 1).count();
    return new QGather(
        name,
        source.name(),
        Shape.of(strips, columns, channels),
        strip.size(),
        loops,
        source.format(),
        source.range());
  }
}
