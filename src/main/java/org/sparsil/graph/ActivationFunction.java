// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.List;
import java.util.Optional;

/**
 * A function from one real number to another. Formulas as in the ONNX operator of the same name.
 */
public sealed interface ActivationFunction {
  double apply(double x);

  <R> R accept(Visitor<R> visitor);

  /** One case per function; no defaults, so that a new function is noticed everywhere. */
  interface Visitor<R> {
    R relu(Relu function);

    R clip(Clip function);

    R leakyRelu(LeakyRelu function);

    R sigmoid(Sigmoid function);

    R tanh(Tanh function);

    R hardSigmoid(HardSigmoid function);

    R hardSwish(HardSwish function);

    R elu(Elu function);

    R selu(Selu function);

    R softplus(Softplus function);

    R softsign(Softsign function);

    R composition(Composition function);
  }

  /** The interval that the function clamps to, if it is the identity inside of it. */
  default Optional<Clip> asClip() {
    return Optional.empty();
  }

  /** {@code max(0, x)}. */
  record Relu() implements ActivationFunction {
    @Override
    public double apply(double x) {
      return Math.max(0, x);
    }

    @Override
    public Optional<Clip> asClip() {
      return Optional.of(new Clip(0, Double.POSITIVE_INFINITY));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.relu(this);
    }
  }

  /** {@code min(max(x, lo), hi)}; the bounds may be infinite. */
  record Clip(double lo, double hi) implements ActivationFunction {
    @Override
    public double apply(double x) {
      return Math.min(Math.max(x, lo), hi);
    }

    @Override
    public Optional<Clip> asClip() {
      return lo <= hi ? Optional.of(this) : Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.clip(this);
    }
  }

  /** {@code x} for x ≥ 0, else {@code alpha · x}. */
  record LeakyRelu(double alpha) implements ActivationFunction {
    @Override
    public double apply(double x) {
      return x >= 0 ? x : alpha * x;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.leakyRelu(this);
    }
  }

  /** {@code 1 / (1 + e^−x)}. */
  record Sigmoid() implements ActivationFunction {
    @Override
    public double apply(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sigmoid(this);
    }
  }

  /** Hyperbolic tangent. */
  record Tanh() implements ActivationFunction {
    @Override
    public double apply(double x) {
      return Math.tanh(x);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tanh(this);
    }
  }

  /** {@code max(0, min(1, alpha · x + beta))}. */
  record HardSigmoid(double alpha, double beta) implements ActivationFunction {
    @Override
    public double apply(double x) {
      return Math.max(0, Math.min(1, alpha * x + beta));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.hardSigmoid(this);
    }
  }

  /** {@code x · max(0, min(1, x / 6 + 1/2))}. */
  record HardSwish() implements ActivationFunction {
    @Override
    public double apply(double x) {
      return x * Math.max(0, Math.min(1, x / 6 + 0.5));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.hardSwish(this);
    }
  }

  /** {@code x} for x ≥ 0, else {@code alpha · (e^x − 1)}. */
  record Elu(double alpha) implements ActivationFunction {
    @Override
    public double apply(double x) {
      return x >= 0 ? x : alpha * Math.expm1(x);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.elu(this);
    }
  }

  /** {@code gamma · x} for x > 0, else {@code gamma · alpha · (e^x − 1)}. */
  record Selu(double alpha, double gamma) implements ActivationFunction {
    @Override
    public double apply(double x) {
      return gamma * (x > 0 ? x : alpha * Math.expm1(x));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.selu(this);
    }
  }

  /** {@code ln(1 + e^x)}. */
  record Softplus() implements ActivationFunction {
    @Override
    public double apply(double x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.softplus(this);
    }
  }

  /** {@code x / (1 + |x|)}. */
  record Softsign() implements ActivationFunction {
    @Override
    public double apply(double x) {
      return x / (1 + Math.abs(x));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.softsign(this);
    }
  }

  /** Several functions, applied first to last. */
  record Composition(List<ActivationFunction> functions) implements ActivationFunction {
    public Composition {
      functions = List.copyOf(functions);
    }

    @Override
    public double apply(double x) {
      double y = x;
      for (ActivationFunction function : functions) {
        y = function.apply(y);
      }
      return y;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.composition(this);
    }
  }
}
