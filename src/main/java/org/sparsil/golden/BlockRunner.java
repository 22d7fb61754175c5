// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.QPad;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** The network as kernels, run over a block of frames at a time. */
final class BlockRunner {
  /** Frames in a block: enough to amortise a weight, few enough that a layer's input fits L2. */
  static final int BLOCK = 64;

  /**
   * @param inputs the positions of the values that it reads; the network's input is value 0
   * @param output the position of the value that it makes
   */
  private record Step(Kernel kernel, List<Integer> inputs, int output) {}

  private final List<String> values;
  private final List<Shape> shapes;
  private final List<Step> steps = new ArrayList<>();

  BlockRunner(QGraph graph) {
    values = graph.values();
    shapes = values.stream().map(graph::shape).toList();
    KernelMaker maker = new KernelMaker(graph);
    for (QLayer layer : graph.layers()) {
      steps.add(
          new Step(
              layer.accept(maker),
              layer.inputs().stream().map(values::indexOf).toList(),
              values.indexOf(layer.name())));
    }
  }

  /** The network's outputs for at most {@link #BLOCK} frames. */
  List<IntTensor> run(List<IntTensor> frames) {
    int output = values.size() - 1;
    return frames(compute(frames)[output], shapes.get(output));
  }

  /** Every value by name for at most {@link #BLOCK} frames. */
  List<Map<String, IntTensor>> trace(List<IntTensor> frames) {
    int[][][] computed = compute(frames);
    List<Map<String, IntTensor>> traces = new ArrayList<>();
    frames.forEach(frame -> traces.add(new LinkedHashMap<>()));
    for (int value = 0; value < computed.length; value++) {
      List<IntTensor> tensors = frames(computed[value], shapes.get(value));
      for (int frame = 0; frame < tensors.size(); frame++) {
        traces.get(frame).put(values.get(value), tensors.get(frame));
      }
    }
    return traces;
  }

  /** All values as {@code [value][element][frame]}. */
  private int[][][] compute(List<IntTensor> frames) {
    int[][][] computed = new int[values.size()][][];
    computed[0] = columns(frames, shapes.get(0));
    for (Step step : steps) {
      int[][] output = new int[shapes.get(step.output).size()][frames.size()];
      step.kernel.run(step.inputs.stream().map(input -> computed[input]).toList(), output);
      computed[step.output] = output;
    }
    return computed;
  }

  private static int[][] columns(List<IntTensor> frames, Shape shape) {
    int[][] elements = new int[shape.size()][frames.size()];
    int[] values = new int[shape.size()];
    for (int frame = 0; frame < frames.size(); frame++) {
      frames.get(frame).copyTo(0, values, 0, values.length);
      for (int i = 0; i < values.length; i++) {
        elements[i][frame] = values[i];
      }
    }
    return elements;
  }

  private static List<IntTensor> frames(int[][] elements, Shape shape) {
    List<IntTensor> frames = new ArrayList<>();
    for (int frame = 0; frame < elements[0].length; frame++) {
      int[] values = new int[elements.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = elements[i][frame];
      }
      frames.add(IntTensor.adopt(shape, values));
    }
    return frames;
  }

  private record KernelMaker(QGraph graph) implements QLayer.Visitor<Kernel> {
    @Override
    public Kernel dense(QDense layer) {
      return new DenseKernel(
          layer, graph.range(layer.input()), graph.format(layer.input()).zeroPoint());
    }

    @Override
    public Kernel conv(QConv layer) {
      return new ConvKernel(
          layer, graph.range(layer.input()), graph.format(layer.input()).zeroPoint());
    }

    @Override
    public Kernel maxPool(QMaxPool layer) {
      return new MaxPoolKernel(layer);
    }

    @Override
    public Kernel averagePool(QAveragePool layer) {
      return new AveragePoolKernel(layer, graph.format(layer.input()).zeroPoint());
    }

    @Override
    public Kernel elementwise(QElementwise layer) {
      return new ElementwiseKernel(layer, graph.format(layer.input()).zeroPoint());
    }

    @Override
    public Kernel add(QAdd layer) {
      return new AddKernel(
          layer, graph.format(layer.left()).zeroPoint(), graph.format(layer.right()).zeroPoint());
    }

    @Override
    public Kernel concat(QConcat layer) {
      return MoveKernel.of(
          layer, layer.inputs().stream().map(read -> Channels.of(graph.shape(read))).toList());
    }

    @Override
    public Kernel pad(QPad layer) {
      return MoveKernel.of(layer);
    }

    @Override
    public Kernel gather(QGather layer) {
      return MoveKernel.of(layer);
    }

    @Override
    public Kernel argMax(QArgMax layer) {
      return new ArgMaxKernel();
    }
  }
}
