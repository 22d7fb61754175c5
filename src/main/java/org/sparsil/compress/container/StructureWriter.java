// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Writes what a network is but for the values of its tensors, which it hands on in the order in
 * which they are read back:
 *
 * <pre>
 * name, input's name, input's shape, number of layers
 * for each layer   kind, name, how many values back each input was made, attributes
 * how many values back the output was made
 * </pre>
 *
 * A kind of layer is a method here and a case in {@link StructureReader}.
 */
final class StructureWriter implements Layer.Visitor<ByteWriter> {
  private final ByteWriter out = new ByteWriter();
  private final ParameterSink parameters;

  /** Takes the tensors of a layer. */
  interface ParameterSink {
    void weights(String layer, LayerWeights weights);

    void tensor(String layer, FloatTensor tensor);
  }

  private final Map<String, Integer> made = new HashMap<>();

  private StructureWriter(ParameterSink parameters) {
    this.parameters = parameters;
  }

  static byte[] write(Graph graph, ParameterSink parameters) {
    return new StructureWriter(parameters).graph(graph).toByteArray();
  }

  private ByteWriter graph(Graph graph) {
    out.string(graph.name());
    out.string(graph.input());
    integers(graph.inputShape().extents());
    made.put(graph.input(), 0);
    out.varint(graph.layers().size());
    for (Layer layer : graph.layers()) {
      layer.accept(this);
      made.put(layer.name(), made.size());
    }
    back(graph.output());
    return out;
  }

  @Override
  public ByteWriter dense(Layer.Dense layer) {
    begin(LayerKind.DENSE, layer);
    weights(layer);
    return tensor(layer, layer.bias(), Shape.of(layer.outputs()));
  }

  @Override
  public ByteWriter conv(Layer.Conv layer) {
    begin(LayerKind.CONV, layer);
    weights(layer);
    tensor(layer, layer.bias(), Shape.of(layer.outputs()));
    window(layer.window());
    return integer(layer.groups());
  }

  @Override
  public ByteWriter maxPool(Layer.MaxPool layer) {
    begin(LayerKind.MAX_POOL, layer);
    return window(layer.window());
  }

  @Override
  public ByteWriter averagePool(Layer.AveragePool layer) {
    begin(LayerKind.AVERAGE_POOL, layer);
    window(layer.window());
    return flag(layer.divisor() == Window.Divisor.IMAGE);
  }

  private ByteWriter window(Window window) {
    for (Window.Axis axis : List.of(window.rows(), window.columns())) {
      integer(axis.kernel());
      integer(axis.stride());
      integer(axis.dilation());
      integer(axis.padBefore());
      integer(axis.padAfter());
    }
    return out;
  }

  @Override
  public ByteWriter affine(Layer.Affine layer) {
    begin(LayerKind.AFFINE, layer);
    tensor(layer, layer.scale(), Shape.of(1));
    tensor(layer, layer.offset(), layer.scale().shape());
    return integer(layer.axis());
  }

  @Override
  public ByteWriter activation(Layer.Activation layer) {
    begin(LayerKind.ACTIVATION, layer);
    return layer.function().accept(new FunctionWriter(out, "layer '" + layer.name() + "'"));
  }

  @Override
  public ByteWriter fakeQuantize(Layer.FakeQuantize layer) {
    begin(LayerKind.FAKE_QUANTIZE, layer);
    out.real(layer.scale());
    integer(layer.zeroPoint());
    flag(layer.signed());
    return integer(layer.widthBits());
  }

  @Override
  public ByteWriter reshape(Layer.Reshape layer) {
    begin(LayerKind.RESHAPE, layer);
    return integers(layer.shape().extents());
  }

  @Override
  public ByteWriter transpose(Layer.Transpose layer) {
    begin(LayerKind.TRANSPOSE, layer);
    return integers(layer.permutation());
  }

  @Override
  public ByteWriter softmax(Layer.Softmax layer) {
    begin(LayerKind.SOFTMAX, layer);
    integer(layer.axis());
    return flag(layer.logarithm());
  }

  @Override
  public ByteWriter argMax(Layer.ArgMax layer) {
    begin(LayerKind.ARG_MAX, layer);
    integer(layer.axis());
    flag(layer.keepAxis());
    return flag(layer.selectLast());
  }

  @Override
  public ByteWriter add(Add layer) {
    begin(LayerKind.ADD, layer);
    back(layer.left());
    back(layer.right());
    return out;
  }

  @Override
  public ByteWriter concat(Concat layer) {
    begin(LayerKind.CONCAT, layer);
    out.varint(layer.inputs().size());
    layer.inputs().forEach(this::back);
    return integer(layer.axis());
  }

  @Override
  public ByteWriter pad(Pad layer) {
    begin(LayerKind.PAD, layer);
    integers(layer.before());
    integers(layer.after());
    out.real(layer.value());
    return out;
  }

  @Override
  public ByteWriter resize(Resize layer) {
    begin(LayerKind.RESIZE, layer);
    integer(layer.rowFactor());
    return integer(layer.columnFactor());
  }

  @Override
  public ByteWriter depthToSpace(DepthToSpace layer) {
    begin(LayerKind.DEPTH_TO_SPACE, layer);
    integer(layer.block());
    return flag(layer.order() == DepthToSpace.Order.CRD);
  }

  private void begin(LayerKind kind, Layer.Unary layer) {
    begin(kind, (Layer) layer);
    back(layer.input());
  }

  private void begin(LayerKind kind, Layer layer) {
    out.u8(kind.number());
    out.string(layer.name());
  }

  /** 0 is the value made last. */
  private void back(String value) {
    out.varint(made.size() - 1 - Objects.requireNonNull(made.get(value)));
  }

  private ByteWriter integer(int value) {
    out.signed(value);
    return out;
  }

  private ByteWriter integers(List<Integer> values) {
    out.varint(values.size());
    values.forEach(this::integer);
    return out;
  }

  private ByteWriter flag(boolean value) {
    out.u8(value ? 1 : 0);
    return out;
  }

  /** The layer's weights: their shape, and their scale if there is one. */
  private void weights(Layer layer) {
    LayerWeights weights = LayerWeights.of(layer).orElseThrow();
    integers(weights.values().shape().extents());
    flag(weights.scale().isPresent());
    weights.scale().ifPresent(scale -> tensor(layer, scale, Shape.of(1)));
    parameters.weights(layer.name(), weights);
  }

  /** Any other tensor; its shape takes one byte if it is the usual one. */
  private ByteWriter tensor(Layer layer, FloatTensor tensor, Shape usual) {
    flag(!tensor.shape().equals(usual));
    if (!tensor.shape().equals(usual)) {
      integers(tensor.shape().extents());
    }
    parameters.tensor(layer.name(), tensor);
    return out;
  }
}
