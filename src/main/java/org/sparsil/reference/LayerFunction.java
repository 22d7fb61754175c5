// SPDX-License-Identifier: Apache-2.0
package org.sparsil.reference;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** What a layer does to tensors, given the shapes that it reads and the shape that it makes. */
final class LayerFunction implements Layer.Visitor<LayerFunction.Operation> {
  /** From what a layer reads to what it makes. */
  @FunctionalInterface
  interface Operation {
    FloatTensor apply(List<FloatTensor> inputs);

    static Operation of(UnaryOperator<FloatTensor> function) {
      return inputs -> function.apply(inputs.get(0));
    }
  }

  private interface ElementFunction {
    float apply(float value, int position);
  }

  private final List<Shape> inputs;
  private final Shape read;
  private final Shape made;

  LayerFunction(List<Shape> inputs, Shape made) {
    this.inputs = inputs;
    this.read = inputs.get(0);
    this.made = made;
  }

  /** Adds column by column, so that an input of zero costs nothing. */
  @Override
  public Operation dense(Layer.Dense layer) {
    int columns = layer.columns();
    int outputs = layer.outputs();
    float[] byColumn = new float[columns * outputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < columns; i++) {
        byColumn[i * outputs + o] = layer.weights().get(o * columns + i);
      }
    }
    return Operation.of(
        x -> {
          float[] y = new float[made.size()];
          double[] sums = new double[outputs];
          for (int row = 0; row * outputs < y.length; row++) {
            for (int o = 0; o < outputs; o++) {
              sums[o] = layer.bias().get(o);
            }
            for (int i = 0; i < columns; i++) {
              addColumn(sums, byColumn, i * outputs, x.get(row * columns + i));
            }
            for (int o = 0; o < outputs; o++) {
              y[row * outputs + o] = (float) sums[o];
            }
          }
          return FloatTensor.adopt(made, y);
        });
  }

  private static void addColumn(double[] sums, float[] columns, int from, double factor) {
    if (factor == 0) {
      return;
    }
    for (int o = 0; o < sums.length; o++) {
      sums[o] += factor * columns[from + o];
    }
  }

  @Override
  public Operation conv(Layer.Conv layer) {
    return Operation.of(new Convolution(layer, read, made));
  }

  @Override
  public Operation maxPool(Layer.MaxPool layer) {
    return Operation.of(Pooling.max(layer.window(), read, made));
  }

  @Override
  public Operation averagePool(Layer.AveragePool layer) {
    return Operation.of(Pooling.average(layer.window(), layer.divisor(), read, made));
  }

  @Override
  public Operation affine(Layer.Affine layer) {
    FloatTensor scale = layer.scale();
    int count = scale.size();
    int stride = count == 1 ? 1 : stride(read, layer.axis());
    return elementwise(
        (value, position) -> {
          int channel = position / stride % count;
          return (float) ((double) scale.get(channel) * value + layer.offset().get(channel));
        });
  }

  @Override
  public Operation activation(Layer.Activation layer) {
    ActivationFunction function = layer.function();
    return elementwise((value, position) -> (float) function.apply(value));
  }

  /** Divides in single precision as the other runtimes do: it decides ties. */
  @Override
  public Operation fakeQuantize(Layer.FakeQuantize layer) {
    float scale = (float) layer.scale();
    double levels = Math.scalb(1.0, layer.widthBits());
    double lo = layer.signed() ? -levels / 2 : 0;
    double hi = lo + levels - 1;
    return elementwise(
        (value, position) -> {
          double integer = Math.rint(value / scale) + layer.zeroPoint();
          double clamped = Math.max(lo, Math.min(hi, integer));
          return scale * (float) (clamped - layer.zeroPoint());
        });
  }

  @Override
  public Operation reshape(Layer.Reshape layer) {
    return Operation.of(x -> x.reshape(made));
  }

  @Override
  public Operation transpose(Layer.Transpose layer) {
    List<Integer> order = layer.permutation();
    int[] sources = new int[made.size()];
    for (int position = 0; position < sources.length; position++) {
      int rest = position;
      for (int axis = made.rank() - 1; axis >= 0; axis--) {
        sources[position] += rest % made.extent(axis) * stride(read, order.get(axis));
        rest /= made.extent(axis);
      }
    }
    return Operation.of(
        x -> {
          float[] y = new float[sources.length];
          for (int position = 0; position < y.length; position++) {
            y[position] = x.get(sources[position]);
          }
          return FloatTensor.adopt(made, y);
        });
  }

  @Override
  public Operation softmax(Layer.Softmax layer) {
    int extent = read.extent(layer.axis());
    int stride = stride(read, layer.axis());
    return Operation.of(
        x -> {
          float[] y = new float[x.size()];
          for (int line = 0; line * extent < y.length; line++) {
            int from = line / stride * stride * extent + line % stride;
            double largest = x.get(from + largest(x, from, stride, extent, false) * stride);
            double sum = 0;
            for (int i = 0; i < extent; i++) {
              sum += Math.exp(x.get(from + i * stride) - largest);
            }
            for (int i = 0; i < extent; i++) {
              double distance = x.get(from + i * stride) - largest;
              y[from + i * stride] =
                  (float) (layer.logarithm() ? distance - Math.log(sum) : Math.exp(distance) / sum);
            }
          }
          return FloatTensor.adopt(made, y);
        });
  }

  @Override
  public Operation argMax(Layer.ArgMax layer) {
    int extent = read.extent(layer.axis());
    int stride = stride(read, layer.axis());
    return Operation.of(
        x -> {
          float[] y = new float[made.size()];
          for (int line = 0; line < y.length; line++) {
            int from = line / stride * stride * extent + line % stride;
            y[line] = largest(x, from, stride, extent, layer.selectLast());
          }
          return FloatTensor.adopt(made, y);
        });
  }

  @Override
  public Operation add(Add layer) {
    return values -> {
      float[] y = values.get(0).toArray();
      for (int position = 0; position < y.length; position++) {
        y[position] += values.get(1).get(position);
      }
      return FloatTensor.adopt(made, y);
    };
  }

  @Override
  public Operation concat(Concat layer) {
    return Movement.concat(layer, inputs, made);
  }

  @Override
  public Operation pad(Pad layer) {
    return Operation.of(Movement.pad(layer, read, made));
  }

  @Override
  public Operation resize(Resize layer) {
    return Operation.of(Movement.resize(layer, read, made));
  }

  @Override
  public Operation depthToSpace(DepthToSpace layer) {
    return Operation.of(Movement.depthToSpace(layer, read, made));
  }

  private static int largest(FloatTensor x, int from, int stride, int extent, boolean last) {
    int best = 0;
    for (int i = 1; i < extent; i++) {
      float value = x.get(from + i * stride);
      float bestValue = x.get(from + best * stride);
      if (value > bestValue || (last && value == bestValue)) {
        best = i;
      }
    }
    return best;
  }

  private Operation elementwise(ElementFunction function) {
    return Operation.of(
        x -> {
          float[] y = x.toArray();
          for (int position = 0; position < y.length; position++) {
            y[position] = function.apply(y[position], position);
          }
          return FloatTensor.adopt(made, y);
        });
  }

  /** The distance between neighbours along an axis. */
  static int stride(Shape shape, int axis) {
    int stride = 1;
    for (int inner = axis + 1; inner < shape.rank(); inner++) {
      stride *= shape.extent(inner);
    }
    return stride;
  }
}
