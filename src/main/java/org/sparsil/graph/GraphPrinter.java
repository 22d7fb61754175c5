// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * The text form of a float network, one line per layer:
 *
 * <pre>
 * network 'xor'
 * input x: 2
 * hidden: 2 = dense(x) weights 2x2 [1, 1, -1, -1] bias 2 [0, 1]
 * active: 2 = relu(hidden)
 * output active
 * </pre>
 *
 * Tensors of more than 16 elements are summed up as {@code 300x784 (18816 of 235200 nonzero, 15
 * distinct)}.
 */
public final class GraphPrinter implements Layer.Visitor<String> {
  private static final int FULL_TENSOR_SIZE = 16;

  private GraphPrinter() {}

  public static String print(Graph graph) {
    Map<String, Shape> shapes = ShapeInference.infer(graph);
    GraphPrinter printer = new GraphPrinter();
    StringBuilder text = new StringBuilder();
    text.append("network '").append(graph.name()).append("'\n");
    text.append("input ").append(graph.input()).append(": ").append(graph.inputShape());
    text.append('\n');
    for (Layer layer : graph.layers()) {
      text.append(layer.name()).append(": ").append(shapes.get(layer.name()));
      text.append(" = ").append(layer.accept(printer)).append('\n');
    }
    return text.append("output ").append(graph.output()).append('\n').toString();
  }

  @Override
  public String dense(Layer.Dense layer) {
    return call("dense", layer) + parameters(layer);
  }

  @Override
  public String conv(Layer.Conv layer) {
    String groups = layer.groups() == 1 ? "" : " groups " + layer.groups();
    return call("conv", layer) + " window " + layer.window() + groups + parameters(layer);
  }

  private static String parameters(Layer.Weighted layer) {
    String scale = layer.weightScale().map(known -> " scale " + tensor(known)).orElse("");
    return " weights %s bias %s%s".formatted(tensor(layer.weights()), tensor(layer.bias()), scale);
  }

  @Override
  public String maxPool(Layer.MaxPool layer) {
    return call("max_pool", layer) + " window " + layer.window();
  }

  @Override
  public String averagePool(Layer.AveragePool layer) {
    return call("average_pool", layer)
        + " window %s over %s"
            .formatted(layer.window(), layer.divisor().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public String affine(Layer.Affine layer) {
    return call("affine", layer)
        + " scale %s offset %s axis %d"
            .formatted(tensor(layer.scale()), tensor(layer.offset()), layer.axis());
  }

  @Override
  public String activation(Layer.Activation layer) {
    return call(layer.function().accept(new FunctionName()), layer);
  }

  @Override
  public String fakeQuantize(Layer.FakeQuantize layer) {
    return call("fake_quantize", layer)
        + " %s%d scale %s zero %d"
            .formatted(
                layer.signed() ? "int" : "uint",
                layer.widthBits(),
                number(layer.scale()),
                layer.zeroPoint());
  }

  @Override
  public String reshape(Layer.Reshape layer) {
    return call("reshape", layer);
  }

  @Override
  public String transpose(Layer.Transpose layer) {
    return call("transpose", layer) + " " + layer.permutation();
  }

  @Override
  public String softmax(Layer.Softmax layer) {
    return call(layer.logarithm() ? "log_softmax" : "softmax", layer) + " axis " + layer.axis();
  }

  @Override
  public String argMax(Layer.ArgMax layer) {
    return call("arg_max", layer)
        + " axis "
        + layer.axis()
        + (layer.keepAxis() ? " kept" : "")
        + (layer.selectLast() ? " last" : "");
  }

  @Override
  public String add(Add layer) {
    return call("add", layer);
  }

  @Override
  public String concat(Concat layer) {
    return call("concat", layer) + " axis " + layer.axis();
  }

  @Override
  public String pad(Pad layer) {
    return call("pad", layer)
        + " before %s after %s value %s"
            .formatted(layer.before(), layer.after(), number(layer.value()));
  }

  @Override
  public String resize(Resize layer) {
    return call("resize", layer) + " by %dx%d".formatted(layer.rowFactor(), layer.columnFactor());
  }

  @Override
  public String depthToSpace(DepthToSpace layer) {
    return call("depth_to_space", layer)
        + " block %d %s".formatted(layer.block(), layer.order().name().toLowerCase(Locale.ROOT));
  }

  private static String call(String kind, Layer layer) {
    return "%s(%s)".formatted(kind, String.join(", ", layer.inputs()));
  }

  private static String tensor(FloatTensor tensor) {
    if (tensor.size() > FULL_TENSOR_SIZE) {
      return tensor.shape() + " " + summary(tensor);
    }
    StringJoiner values = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < tensor.size(); i++) {
      values.add(number(tensor.get(i)));
    }
    return tensor.shape() + " " + values;
  }

  private static String summary(FloatTensor tensor) {
    Set<Float> distinct = new HashSet<>();
    int nonzero = 0;
    for (int i = 0; i < tensor.size(); i++) {
      float value = tensor.get(i);
      distinct.add(value == 0 ? 0f : value);
      nonzero += value != 0 ? 1 : 0;
    }
    return "(%d of %d nonzero, %d distinct)".formatted(nonzero, tensor.size(), distinct.size());
  }

  private static String number(float value) {
    return withoutPointZero(Float.toString(value));
  }

  private static String number(double value) {
    return withoutPointZero(Double.toString(value));
  }

  private static String withoutPointZero(String text) {
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A function as it is printed: {@code relu}, {@code clip[-1, 1]}. */
  private static final class FunctionName implements ActivationFunction.Visitor<String> {
    @Override
    public String relu(ActivationFunction.Relu function) {
      return "relu";
    }

    @Override
    public String clip(ActivationFunction.Clip function) {
      return "clip[%s, %s]".formatted(number(function.lo()), number(function.hi()));
    }

    @Override
    public String leakyRelu(ActivationFunction.LeakyRelu function) {
      return "leaky_relu[%s]".formatted(number(function.alpha()));
    }

    @Override
    public String sigmoid(ActivationFunction.Sigmoid function) {
      return "sigmoid";
    }

    @Override
    public String tanh(ActivationFunction.Tanh function) {
      return "tanh";
    }

    @Override
    public String hardSigmoid(ActivationFunction.HardSigmoid function) {
      return "hard_sigmoid[%s, %s]".formatted(number(function.alpha()), number(function.beta()));
    }

    @Override
    public String hardSwish(ActivationFunction.HardSwish function) {
      return "hard_swish";
    }

    @Override
    public String elu(ActivationFunction.Elu function) {
      return "elu[%s]".formatted(number(function.alpha()));
    }

    @Override
    public String selu(ActivationFunction.Selu function) {
      return "selu[%s, %s]".formatted(number(function.alpha()), number(function.gamma()));
    }

    @Override
    public String softplus(ActivationFunction.Softplus function) {
      return "softplus";
    }

    @Override
    public String softsign(ActivationFunction.Softsign function) {
      return "softsign";
    }

    @Override
    public String composition(ActivationFunction.Composition function) {
      StringJoiner names = new StringJoiner(", then ", "[", "]");
      function.functions().forEach(part -> names.add(part.accept(this)));
      return names.toString();
    }
  }
}
