// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

/** Copies a layer, but for the value that it reads. */
final class WithInput implements Layer.Visitor<Layer> {
  private final String input;

  WithInput(String input) {
    this.input = input;
  }

  @Override
  public Layer dense(Layer.Dense layer) {
    return new Layer.Dense(layer.name(), input, layer.weights(), layer.bias(), layer.weightScale());
  }

  @Override
  public Layer conv(Layer.Conv layer) {
    return new Layer.Conv(
        layer.name(),
        input,
        layer.weights(),
        layer.bias(),
        layer.weightScale(),
        layer.window(),
        layer.groups());
  }

  @Override
  public Layer maxPool(Layer.MaxPool layer) {
    return new Layer.MaxPool(layer.name(), input, layer.window());
  }

  @Override
  public Layer averagePool(Layer.AveragePool layer) {
    return new Layer.AveragePool(layer.name(), input, layer.window(), layer.divisor());
  }

  @Override
  public Layer affine(Layer.Affine layer) {
    return new Layer.Affine(layer.name(), input, layer.scale(), layer.offset(), layer.axis());
  }

  @Override
  public Layer activation(Layer.Activation layer) {
    return new Layer.Activation(layer.name(), input, layer.function());
  }

  @Override
  public Layer fakeQuantize(Layer.FakeQuantize layer) {
    return new Layer.FakeQuantize(
        layer.name(), input, layer.scale(), layer.zeroPoint(), layer.signed(), layer.widthBits());
  }

  @Override
  public Layer reshape(Layer.Reshape layer) {
    return new Layer.Reshape(layer.name(), input, layer.shape());
  }

  @Override
  public Layer transpose(Layer.Transpose layer) {
    return new Layer.Transpose(layer.name(), input, layer.permutation());
  }

  @Override
  public Layer softmax(Layer.Softmax layer) {
    return new Layer.Softmax(layer.name(), input, layer.axis(), layer.logarithm());
  }

  @Override
  public Layer argMax(Layer.ArgMax layer) {
    return new Layer.ArgMax(
        layer.name(), input, layer.axis(), layer.keepAxis(), layer.selectLast());
  }
}
