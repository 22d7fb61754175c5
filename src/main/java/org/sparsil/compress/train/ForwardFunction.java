// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.sparsil.graph.ActivationFunction;

/** Applies an activation function to a tensor in operations that the engine can differentiate. */
record ForwardFunction(NDArray x) implements ActivationFunction.Visitor<NDArray> {
  @Override
  public NDArray relu(ActivationFunction.Relu function) {
    return Activation.relu(x);
  }

  @Override
  public NDArray clip(ActivationFunction.Clip function) {
    return x.maximum((float) function.lo()).minimum((float) function.hi());
  }

  @Override
  public NDArray leakyRelu(ActivationFunction.LeakyRelu function) {
    return Activation.leakyRelu(x, (float) function.alpha());
  }

  @Override
  public NDArray sigmoid(ActivationFunction.Sigmoid function) {
    return Activation.sigmoid(x);
  }

  @Override
  public NDArray tanh(ActivationFunction.Tanh function) {
    return x.tanh();
  }

  @Override
  public NDArray hardSigmoid(ActivationFunction.HardSigmoid function) {
    return x.mul((float) function.alpha()).add((float) function.beta()).clip(0, 1);
  }

  @Override
  public NDArray hardSwish(ActivationFunction.HardSwish function) {
    return x.mul(x.div(6).add(0.5f).clip(0, 1));
  }

  @Override
  public NDArray elu(ActivationFunction.Elu function) {
    return exponentialBelowZero(1, function.alpha());
  }

  @Override
  public NDArray selu(ActivationFunction.Selu function) {
    return exponentialBelowZero(function.gamma(), function.alpha());
  }

  @Override
  public NDArray softplus(ActivationFunction.Softplus function) {
    return Activation.softPlus(x);
  }

  @Override
  public NDArray softsign(ActivationFunction.Softsign function) {
    return x.div(x.abs().add(1));
  }

  @Override
  public NDArray composition(ActivationFunction.Composition composition) {
    NDArray y = x;
    for (ActivationFunction function : composition.functions()) {
      y = function.accept(new ForwardFunction(y));
    }
    return y;
  }

  /** {@code scale · x} above 0, {@code scale · alpha · (e^x − 1)} below; each half 0 elsewhere. */
  private NDArray exponentialBelowZero(double scale, double alpha) {
    NDArray above = x.maximum(0f);
    NDArray below = x.minimum(0f).exp().sub(1).mul((float) alpha);
    return above.add(below).mul((float) scale);
  }
}
