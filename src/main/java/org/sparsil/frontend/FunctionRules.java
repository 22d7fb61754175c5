// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.function.Function;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;

/** Element-wise functions; the parameters that are absent have ONNX's values. */
final class FunctionRules {
  private static final float SELU_ALPHA = 1.6732632f;
  private static final float SELU_GAMMA = 1.050701f;

  private FunctionRules() {}

  /** An operator that applies the function to its first input. */
  static Operator operator(Function<NodeImport, ActivationFunction> function) {
    return Operator.both(
        node -> {
          ActivationFunction found = function.apply(node);
          return node.emit(node.real(0), (name, input) -> new Layer.Activation(name, input, found));
        },
        node -> ConstantArithmetic.map(node, function.apply(node)::apply));
  }

  static ActivationFunction relu(NodeImport node) {
    return new ActivationFunction.Relu();
  }

  static ActivationFunction leakyRelu(NodeImport node) {
    return new ActivationFunction.LeakyRelu(node.node().real("alpha", 0.01f));
  }

  /**
   * With one slope a leaky ReLU. With many, the positive part plus the negative one times its
   * slope: {@code max(x, 0) + slope · min(x, 0)}.
   */
  static Value parametricRelu(NodeImport node) {
    Activation x = node.real(0);
    FloatTensor slopes = node.weights(1);
    if (slopes.size() == 1) {
      ActivationFunction leaky = new ActivationFunction.LeakyRelu(slopes.get(0));
      return node.emit(x, (name, in) -> new Layer.Activation(name, in, leaky));
    }
    ActivationFunction below = new ActivationFunction.Clip(Double.NEGATIVE_INFINITY, 0);
    Activation negative =
        node.emit(x, "_negative", (name, in) -> new Layer.Activation(name, in, below));
    Activation scaled =
        ArithmeticRules.affine(
            node, "_slope", negative, slopes.shape(), slopes.toArray(), new float[slopes.size()]);
    ActivationFunction above = new ActivationFunction.Relu();
    Activation positive =
        node.emit(x, "_positive", (name, in) -> new Layer.Activation(name, in, above));
    return JoinRules.sum(node, positive, scaled);
  }

  static ActivationFunction sigmoid(NodeImport node) {
    return new ActivationFunction.Sigmoid();
  }

  static ActivationFunction tanh(NodeImport node) {
    return new ActivationFunction.Tanh();
  }

  static ActivationFunction hardSigmoid(NodeImport node) {
    return new ActivationFunction.HardSigmoid(
        node.node().real("alpha", 0.2f), node.node().real("beta", 0.5));
  }

  static ActivationFunction hardSwish(NodeImport node) {
    return new ActivationFunction.HardSwish();
  }

  /** Bounds are attributes before version 11 of the operators, inputs since. */
  static ActivationFunction clip(NodeImport node) {
    double lo = bound(node, 1, "min", Double.NEGATIVE_INFINITY);
    double hi = bound(node, 2, "max", Double.POSITIVE_INFINITY);
    return new ActivationFunction.Clip(lo, hi);
  }

  private static double bound(NodeImport node, int index, String name, double absent) {
    double bound = node.has(index) ? node.scalar(index) : node.node().real(name, absent);
    if (Double.isNaN(bound)) {
      throw node.node().malformed("has a bound '%s' that is not a number".formatted(name));
    }
    return Math.abs(bound) >= Float.MAX_VALUE ? Math.copySign(1 / 0.0, bound) : bound;
  }

  static ActivationFunction elu(NodeImport node) {
    return new ActivationFunction.Elu(node.node().real("alpha", 1));
  }

  static ActivationFunction selu(NodeImport node) {
    return new ActivationFunction.Selu(
        node.node().real("alpha", SELU_ALPHA), node.node().real("gamma", SELU_GAMMA));
  }

  static ActivationFunction softplus(NodeImport node) {
    return new ActivationFunction.Softplus();
  }

  static ActivationFunction softsign(NodeImport node) {
    return new ActivationFunction.Softsign();
  }
}
