// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction;

/** Writes a function: its kind, then its parameters. {@link FunctionReader} reads it. */
final class FunctionWriter implements ActivationFunction.Visitor<ByteWriter> {
  /** Compositions within compositions, at most. */
  static final int MAX_DEPTH = 50;

  private final ByteWriter out;
  private final String place;
  private final int depth;

  FunctionWriter(ByteWriter out, String place) {
    this(out, place, 0);
  }

  private FunctionWriter(ByteWriter out, String place, int depth) {
    this.out = out;
    this.place = place;
    this.depth = depth;
  }

  @Override
  public ByteWriter relu(ActivationFunction.Relu function) {
    return kind(FunctionKind.RELU);
  }

  @Override
  public ByteWriter clip(ActivationFunction.Clip function) {
    return kind(FunctionKind.CLIP, function.lo(), function.hi());
  }

  @Override
  public ByteWriter leakyRelu(ActivationFunction.LeakyRelu function) {
    return kind(FunctionKind.LEAKY_RELU, function.alpha());
  }

  @Override
  public ByteWriter sigmoid(ActivationFunction.Sigmoid function) {
    return kind(FunctionKind.SIGMOID);
  }

  @Override
  public ByteWriter tanh(ActivationFunction.Tanh function) {
    return kind(FunctionKind.TANH);
  }

  @Override
  public ByteWriter hardSigmoid(ActivationFunction.HardSigmoid function) {
    return kind(FunctionKind.HARD_SIGMOID, function.alpha(), function.beta());
  }

  @Override
  public ByteWriter hardSwish(ActivationFunction.HardSwish function) {
    return kind(FunctionKind.HARD_SWISH);
  }

  @Override
  public ByteWriter elu(ActivationFunction.Elu function) {
    return kind(FunctionKind.ELU, function.alpha());
  }

  @Override
  public ByteWriter selu(ActivationFunction.Selu function) {
    return kind(FunctionKind.SELU, function.alpha(), function.gamma());
  }

  @Override
  public ByteWriter softplus(ActivationFunction.Softplus function) {
    return kind(FunctionKind.SOFTPLUS);
  }

  @Override
  public ByteWriter softsign(ActivationFunction.Softsign function) {
    return kind(FunctionKind.SOFTSIGN);
  }

  @Override
  public ByteWriter composition(ActivationFunction.Composition function) {
    if (depth == MAX_DEPTH) {
      throw new UserException(
          place,
          Code.CONTAINER_004,
          "a function is composed to a depth of more than %d".formatted(MAX_DEPTH));
    }
    kind(FunctionKind.COMPOSITION).varint(function.functions().size());
    FunctionWriter inner = new FunctionWriter(out, place, depth + 1);
    function.functions().forEach(part -> part.accept(inner));
    return out;
  }

  private ByteWriter kind(FunctionKind kind, double... parameters) {
    out.u8(kind.number());
    for (double parameter : parameters) {
      out.real(parameter);
    }
    return out;
  }
}
