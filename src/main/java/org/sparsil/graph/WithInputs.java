// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.function.UnaryOperator;

/** Copies a layer, but for the values that it reads. */
final class WithInputs implements Layer.Visitor<Layer> {
  private final UnaryOperator<String> substitute;

  WithInputs(UnaryOperator<String> substitute) {
    this.substitute = substitute;
  }

  private String input(Layer.Unary layer) {
    return substitute.apply(layer.input());
  }

  @Override
  public Layer dense(Layer.Dense layer) {
    return new Layer.Dense(
        layer.name(), input(layer), layer.weights(), layer.bias(), layer.weightScale());
  }

  @Override
  public Layer conv(Layer.Conv layer) {
    return new Layer.Conv(
        layer.name(),
        input(layer),
        layer.weights(),
        layer.bias(),
        layer.weightScale(),
        layer.window(),
        layer.groups());
  }

  @Override
  public Layer maxPool(Layer.MaxPool layer) {
    return new Layer.MaxPool(layer.name(), input(layer), layer.window());
  }

  @Override
  public Layer averagePool(Layer.AveragePool layer) {
    return new Layer.AveragePool(layer.name(), input(layer), layer.window(), layer.divisor());
  }

  @Override
  public Layer affine(Layer.Affine layer) {
    return new Layer.Affine(
        layer.name(), input(layer), layer.scale(), layer.offset(), layer.axis());
  }

  @Override
  public Layer activation(Layer.Activation layer) {
    return new Layer.Activation(layer.name(), input(layer), layer.function());
  }

  @Override
  public Layer fakeQuantize(Layer.FakeQuantize layer) {
    return new Layer.FakeQuantize(
        layer.name(),
        input(layer),
        layer.scale(),
        layer.zeroPoint(),
        layer.signed(),
        layer.widthBits());
  }

  @Override
  public Layer reshape(Layer.Reshape layer) {
    return new Layer.Reshape(layer.name(), input(layer), layer.shape());
  }

  @Override
  public Layer transpose(Layer.Transpose layer) {
    return new Layer.Transpose(layer.name(), input(layer), layer.permutation());
  }

  @Override
  public Layer softmax(Layer.Softmax layer) {
    return new Layer.Softmax(layer.name(), input(layer), layer.axis(), layer.logarithm());
  }

  @Override
  public Layer argMax(Layer.ArgMax layer) {
    return new Layer.ArgMax(
        layer.name(), input(layer), layer.axis(), layer.keepAxis(), layer.selectLast());
  }

  @Override
  public Layer add(Add layer) {
    return new Add(layer.name(), substitute.apply(layer.left()), substitute.apply(layer.right()));
  }

  @Override
  public Layer concat(Concat layer) {
    return new Concat(layer.name(), layer.inputs().stream().map(substitute).toList(), layer.axis());
  }

  @Override
  public Layer pad(Pad layer) {
    return new Pad(layer.name(), input(layer), layer.before(), layer.after(), layer.value());
  }

  @Override
  public Layer resize(Resize layer) {
    return new Resize(layer.name(), input(layer), layer.rowFactor(), layer.columnFactor());
  }

  @Override
  public Layer depthToSpace(DepthToSpace layer) {
    return new DepthToSpace(layer.name(), input(layer), layer.block(), layer.order());
  }
}
