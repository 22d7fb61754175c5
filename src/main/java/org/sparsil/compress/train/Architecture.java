// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * A feed-forward network that accepts raw data.
 *
 * @param name the model's name
 * @param inputShape the shape of one frame: {@code [channels, rows, columns]} where a convolution
 *     comes first; in front of a dense layer, more than one axis is flattened
 * @param inputScale what raw values are multiplied by before the first layer, such as 1/255; 1 adds
 *     no layer
 * @param hidden the hidden layers, first to last
 * @param outputs the number of outputs; the last layer has no activation
 */
public record Architecture(
    String name, Shape inputShape, double inputScale, List<HiddenLayer> hidden, int outputs) {

  /** A layer with weights and the function after it. */
  public sealed interface HiddenLayer {
    int size();

    ActivationFunction activation();
  }

  /** A dense layer. */
  public record DenseLayer(int size, ActivationFunction activation) implements HiddenLayer {
    public DenseLayer {
      if (size < 1) {
        throw new IllegalArgumentException("a hidden layer of size " + size);
      }
    }
  }

  /**
   * A convolution of stride 1 with a square kernel.
   *
   * @param size the number of its channels
   * @param padding on each side
   * @param pool the rows and columns of the maximum pooling behind the function, without overlap; 1
   *     for none
   */
  public record ConvLayer(
      int size, ActivationFunction activation, int kernel, int padding, int pool)
      implements HiddenLayer {
    public ConvLayer {
      if (size < 1 || kernel < 1 || padding < 0 || pool < 1) {
        throw new IllegalArgumentException(
            "size %d, kernel %d, padding %d, pool %d".formatted(size, kernel, padding, pool));
      }
    }
  }

  public Architecture {
    hidden = List.copyOf(hidden);
    if (outputs < 1 || inputShape.size() < 1) {
      throw new IllegalArgumentException(inputShape.size() + " inputs, " + outputs + " outputs");
    }
  }

  /** The network of a recipe. */
  public static Architecture of(String name, Recipe.Network network) {
    return new Architecture(
        name,
        new Shape(network.inputShape()),
        network.inputScale(),
        network.hidden().stream().map(Architecture::layer).toList(),
        network.outputs());
  }

  private static HiddenLayer layer(Recipe.Hidden hidden) {
    ActivationFunction function = hidden.activation().function();
    return hidden.kernel().isPresent()
        ? new ConvLayer(
            hidden.size(),
            function,
            hidden.kernel().getAsInt(),
            hidden.padding().orElse(0),
            hidden.pool().orElse(1))
        : new DenseLayer(hidden.size(), function);
  }

  /**
   * The untrained network: biases 0, weights uniform with the variance that keeps signals alive (He
   * 2015 before rectifiers, Glorot 2010 otherwise).
   *
   * @throws UserException if a layer does not fit what it reads
   */
  public Graph untrained(long seed) {
    return new Builder(seed).build();
  }

  /** Adds layer to layer. */
  private final class Builder {
    private final Random random;
    private final List<Layer> layers = new ArrayList<>();
    private String last = "input";
    private Shape shape = inputShape;

    Builder(long seed) {
      random = new Random(seed);
    }

    Graph build() {
      boolean image = !hidden.isEmpty() && hidden.get(0) instanceof ConvLayer;
      if (!image) {
        flatten();
      }
      if (inputScale != 1) {
        FloatTensor scale = FloatTensor.vector((float) inputScale);
        append(new Layer.Affine("scale", last, scale, FloatTensor.vector(0), 0));
      }
      for (int i = 0; i < hidden.size(); i++) {
        HiddenLayer layer = hidden.get(i);
        String number = String.valueOf(i + 1);
        if (layer instanceof ConvLayer conv) {
          convolve("conv" + number, conv);
        } else {
          flatten();
          multiply("fc" + number, layer.size(), layer.activation());
        }
        append(new Layer.Activation("act" + number, last, layer.activation()));
        if (layer instanceof ConvLayer conv && conv.pool() > 1) {
          pool("pool" + number, conv.pool());
        }
      }
      flatten();
      String output = "fc" + (hidden.size() + 1);
      multiply(output, outputs, new ActivationFunction.Clip(0, 0));
      return new Graph(name, "input", inputShape, layers, output);
    }

    private void append(Layer layer) {
      layers.add(layer);
      last = layer.name();
    }

    private void flatten() {
      if (shape.rank() != 1) {
        shape = Shape.of(shape.size());
        append(new Layer.Reshape(layers.isEmpty() ? "flatten" : last + "_flat", last, shape));
      }
    }

    private void convolve(String layer, ConvLayer conv) {
      if (shape.rank() != 3) {
        throw misfit(layer, "convolves images [channels, rows, columns], but reads " + shape);
      }
      int channels = shape.extent(0);
      int rows = shape.extent(1) + 2 * conv.padding() - conv.kernel() + 1;
      int columns = shape.extent(2) + 2 * conv.padding() - conv.kernel() + 1;
      if (rows < 1 || columns < 1) {
        throw misfit(
            layer,
            "has a kernel of %dx%d, larger than its padded image of %dx%d"
                .formatted(
                    conv.kernel(),
                    conv.kernel(),
                    shape.extent(1) + 2 * conv.padding(),
                    shape.extent(2) + 2 * conv.padding()));
      }
      Shape weights = Shape.of(conv.size(), channels, conv.kernel(), conv.kernel());
      Window.Axis axis = new Window.Axis(conv.kernel(), 1, 1, conv.padding(), conv.padding());
      append(
          new Layer.Conv(
              layer,
              last,
              random(weights, conv.activation()),
              FloatTensor.vector(new float[conv.size()]),
              Optional.empty(),
              new Window(axis, axis),
              1));
      shape = Shape.of(conv.size(), rows, columns);
    }

    private void pool(String layer, int size) {
      if (shape.extent(1) < size || shape.extent(2) < size) {
        throw misfit(layer, "pools %dx%d of an image of %s".formatted(size, size, shape));
      }
      Window.Axis axis = Window.Axis.of(size, size);
      append(new Layer.MaxPool(layer, last, new Window(axis, axis)));
      shape = Shape.of(shape.extent(0), shape.extent(1) / size, shape.extent(2) / size);
    }

    private void multiply(String layer, int size, ActivationFunction next) {
      Shape weights = Shape.of(size, shape.size());
      append(
          new Layer.Dense(
              layer,
              last,
              random(weights, next),
              FloatTensor.vector(new float[size]),
              Optional.empty()));
      shape = Shape.of(size);
    }

    private FloatTensor random(Shape weights, ActivationFunction next) {
      boolean rectifier = next instanceof ActivationFunction.Relu;
      int outputs = weights.extent(0);
      int inputs = weights.size() / outputs;
      double variance = rectifier ? 2.0 / inputs : 2.0 / (inputs + outputs);
      double bound = Math.sqrt(3 * variance);
      float[] values = new float[weights.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      return FloatTensor.adopt(weights, values);
    }

    private UserException misfit(String layer, String message) {
      return new UserException("%s: layer '%s'".formatted(name, layer), Code.GRAPH_001, message);
    }
  }
}
