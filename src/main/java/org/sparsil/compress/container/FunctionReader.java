// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.graph.ActivationFunction;

/** Reads what {@link FunctionWriter} wrote. */
final class FunctionReader {
  private FunctionReader() {}

  static ActivationFunction read(ByteReader in) {
    return read(in, 0);
  }

  private static ActivationFunction read(ByteReader in, int depth) {
    return switch (FunctionKind.read(in)) {
      case RELU -> new ActivationFunction.Relu();
      case CLIP -> new ActivationFunction.Clip(in.real(), in.real());
      case LEAKY_RELU -> new ActivationFunction.LeakyRelu(in.real());
      case SIGMOID -> new ActivationFunction.Sigmoid();
      case TANH -> new ActivationFunction.Tanh();
      case HARD_SIGMOID -> new ActivationFunction.HardSigmoid(in.real(), in.real());
      case HARD_SWISH -> new ActivationFunction.HardSwish();
      case ELU -> new ActivationFunction.Elu(in.real());
      case SELU -> new ActivationFunction.Selu(in.real(), in.real());
      case SOFTPLUS -> new ActivationFunction.Softplus();
      case SOFTSIGN -> new ActivationFunction.Softsign();
      case COMPOSITION -> composition(in, depth);
    };
  }

  private static ActivationFunction composition(ByteReader in, int depth) {
    if (depth == FunctionWriter.MAX_DEPTH) {
      throw in.damaged("a function is composed to a depth of more than " + depth);
    }
    int count = in.varint();
    List<ActivationFunction> functions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      functions.add(read(in, depth + 1));
    }
    return new ActivationFunction.Composition(functions);
  }
}
