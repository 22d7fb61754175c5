// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphCheck;
import org.sparsil.tensor.IntTensor;

/**
 * Runs an integer network bit by bit. Frames hold what the input's format allows; anything else is
 * an {@link IllegalArgumentException}, for the proofs of the widths rest on it. May be used by
 * several threads.
 */
public final class GoldenModel {
  private final QGraph graph;
  private final BlockRunner runner;

  private GoldenModel(QGraph graph) {
    this.graph = graph;
    this.runner = new BlockRunner(graph);
  }

  /**
   * The model of a network.
   *
   * @throws IllegalArgumentException if the network cannot be computed exactly
   */
  public static GoldenModel of(QGraph graph) {
    QGraphCheck.require(graph);
    return new GoldenModel(graph);
  }

  /** The network's output for one frame. */
  public IntTensor run(IntTensor frame) {
    return runAll(List.of(frame)).get(0);
  }

  /** Every value by name, the input first, by the plain rules of the specification. */
  public Map<String, IntTensor> trace(IntTensor frame) {
    return trace(frame, Products.EXACT);
  }

  /** The same with something else multiplying in place of exact arithmetic. */
  public Map<String, IntTensor> trace(IntTensor frame, Products products) {
    require(frame);
    return Interpreter.run(graph, frame, products);
  }

  /** The outputs for many frames, in their order; uses all processors. */
  public List<IntTensor> runAll(List<IntTensor> frames) {
    return inBlocks(frames, runner::run);
  }

  /** {@link #trace} of many frames, in their order; uses all processors. */
  public List<Map<String, IntTensor>> traceAll(List<IntTensor> frames) {
    return inBlocks(frames, runner::trace);
  }

  private <T> List<T> inBlocks(List<IntTensor> frames, Function<List<IntTensor>, List<T>> run) {
    frames.forEach(this::require);
    int blocks = (frames.size() + BlockRunner.BLOCK - 1) / BlockRunner.BLOCK;
    return IntStream.range(0, blocks)
        .parallel()
        .mapToObj(
            block -> {
              int from = block * BlockRunner.BLOCK;
              int to = Math.min(from + BlockRunner.BLOCK, frames.size());
              return run.apply(frames.subList(from, to));
            })
        .flatMap(Collection::stream)
        .toList();
  }

  private void require(IntTensor frame) {
    QGraph.QInput input = graph.input();
    if (!frame.shape().equals(input.shape())) {
      throw new IllegalArgumentException(
          "a frame of shape %s, the input '%s' has %s"
              .formatted(frame.shape(), input.name(), input.shape()));
    }
    Interval range = input.format().range();
    for (int i = 0; i < frame.size(); i++) {
      if (frame.get(i) < range.min() || frame.get(i) > range.max()) {
        throw new IllegalArgumentException(
            "element %d is %d, the input '%s' holds %s"
                .formatted(i, frame.get(i), input.name(), range));
      }
    }
  }
}
