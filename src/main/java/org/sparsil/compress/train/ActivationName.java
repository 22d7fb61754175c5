// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import org.sparsil.graph.ActivationFunction;

/** An activation function as a recipe names it. */
public enum ActivationName {
  RELU,
  SIGMOID,
  TANH;

  ActivationFunction function() {
    return switch (this) {
      case RELU -> new ActivationFunction.Relu();
      case SIGMOID -> new ActivationFunction.Sigmoid();
      case TANH -> new ActivationFunction.Tanh();
    };
  }
}
