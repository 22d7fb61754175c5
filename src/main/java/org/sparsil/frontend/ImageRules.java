// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Reals;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Operators that slide a window over an image: convolution and pooling. What has one spatial axis
 * is made an image of one row for it.
 */
final class ImageRules {
  private ImageRules() {}

  static Value conv(NodeImport node) {
    node.weights(1); // for its check
    Reals weights = ConstantArithmetic.reals(node.constant(1));
    int outputs = weights.shape().rank() == 0 ? 0 : weights.shape().extent(0);
    FloatTensor bias = node.has(2) ? node.weights(2) : FloatTensor.vector(new float[outputs]);
    return conv(node, "", node.real(0), weights, bias);
  }

  /** Of any weights and bias; all else is told by the node's attributes. */
  static Activation conv(
      NodeImport node, String suffix, Activation x, Reals weights, FloatTensor bias) {
    Shape shape = weights.shape();
    if (shape.rank() != x.rank()) {
      throw node.node().malformed("has weights %s for shape %s".formatted(shape, x.shape()));
    }
    Activation image = image(node, x);
    List<Long> kernel = NodeImport.longs(shape.extents().subList(2, shape.rank()));
    if (!WindowAttributes.kernel(node).orElse(kernel).equals(kernel)) {
      throw node.node()
          .malformed(
              "has kernel_shape %s, but weights %s"
                  .formatted(WindowAttributes.kernel(node).orElse(kernel), shape));
    }
    Window window = new WindowAttributes(node, kernel).window(image.frame());
    int outputs = shape.extent(0);
    int groups = groups(node, outputs);
    if (bias.size() != outputs) {
      throw node.node().malformed("has %d biases for %d outputs".formatted(bias.size(), outputs));
    }
    Shape planar =
        Shape.of(outputs, shape.extent(1), window.rows().kernel(), window.columns().kernel());
    Optional<FloatTensor> scale =
        weights
            .scale()
            .filter(known -> known.perTensor() || known.axis() == 0)
            .map(Value.Scale::values);
    Activation made =
        node.emit(
            image,
            suffix,
            (name, in) ->
                new Layer.Conv(
                    name,
                    in,
                    weights.tensor().reshape(planar),
                    bias.reshape(Shape.of(outputs)),
                    scale,
                    window,
                    groups));
    return likeBefore(node, x, made);
  }

  private static int groups(NodeImport node, int outputs) {
    long groups = node.node().integer("group", 1);
    if (groups < 1 || groups > Math.max(1, outputs) || outputs % groups != 0) {
      throw node.node().malformed("has %d outputs in %d groups".formatted(outputs, groups));
    }
    return (int) groups;
  }

  /** The largest of quantized values is the largest of what they stand for. */
  static Value maxPool(NodeImport node) {
    Activation x = node.activation(0);
    if (!x.type().isReal() && x.quantization().isEmpty()) {
      node.real(0); // refused
    }
    Activation image = image(node, x);
    WindowAttributes attributes = pooling(node, x);
    Window window =
        node.node().flag("ceil_mode", false)
            ? attributes.windowThatMayOverhang(image.frame())
            : attributes.window(image.frame());
    Activation made = node.emit(image, (name, in) -> new Layer.MaxPool(name, in, window));
    return likeBefore(node, x, made).withType(x.type(), x.quantization());
  }

  static Value averagePool(NodeImport node) {
    Activation x = node.real(0);
    Activation image = image(node, x);
    WindowAttributes attributes = pooling(node, x);
    Window within = attributes.window(image.frame());
    boolean mayOverhang = node.node().flag("ceil_mode", false);
    Window window = mayOverhang ? attributes.windowThatMayOverhang(image.frame()) : within;
    Window.Divisor divisor =
        node.node().flag("count_include_pad", false) && within.isPadded()
            ? Window.Divisor.KERNEL
            : Window.Divisor.IMAGE;
    if (divisor == Window.Divisor.KERNEL && !window.equals(within)) {
      // What overhangs is no padding: it does not count, while the padding does.
      throw node.node()
          .unsupported(
              "counts its padding (count_include_pad) and rounds up (ceil_mode)",
              "only one of both is supported where windows reach beyond the padding");
    }
    return likeBefore(
        node, x, node.emit(image, (name, in) -> new Layer.AveragePool(name, in, window, divisor)));
  }

  private static WindowAttributes pooling(NodeImport node, Activation x) {
    List<Long> kernel =
        WindowAttributes.kernel(node)
            .orElseThrow(() -> node.node().malformed("has no attribute 'kernel_shape'"));
    if (kernel.size() != x.rank() - 2) {
      throw node.node().malformed("has kernel_shape %s for shape %s".formatted(kernel, x.shape()));
    }
    return new WindowAttributes(node, kernel);
  }

  static Value globalAveragePool(NodeImport node) {
    Activation x = node.real(0);
    Activation image = image(node, x);
    Window window = whole(image);
    return likeBefore(
        node,
        x,
        node.emit(
            image, (name, in) -> new Layer.AveragePool(name, in, window, Window.Divisor.KERNEL)));
  }

  static Value globalMaxPool(NodeImport node) {
    Activation x = node.real(0);
    Activation image = image(node, x);
    Window window = whole(image);
    return likeBefore(node, x, node.emit(image, (name, in) -> new Layer.MaxPool(name, in, window)));
  }

  static Value depthToSpace(NodeImport node) {
    Activation x = node.activation(0);
    Activation image = image(node, x);
    long block = node.node().integer("blocksize", 0);
    String mode = node.node().text("mode", DepthToSpace.Order.DCR.name());
    if (x.rank() != 4 || block < 1 || block > Window.LARGEST) {
      throw node.node()
          .malformed("has blocks of %d for an image of shape %s".formatted(block, x.shape()));
    }
    DepthToSpace.Order order =
        Arrays.stream(DepthToSpace.Order.values())
            .filter(known -> known.name().equals(mode))
            .findFirst()
            .orElseThrow(
                () -> node.node().malformed("has mode '%s', expected DCR or CRD".formatted(mode)));
    Activation made =
        node.emit(image, (name, in) -> new DepthToSpace(name, in, (int) block, order));
    return likeBefore(node, x, made).withType(x.type(), x.quantization());
  }

  private static Window whole(Activation image) {
    return new Window(
        Window.Axis.of(image.frame().extent(1), 1), Window.Axis.of(image.frame().extent(2), 1));
  }

  /** The value as {@code [channels, rows, columns]}, without the batch axis. */
  static Activation image(NodeImport node, Activation x) {
    int axes = x.rank() - 2;
    if (axes < 1 || axes > 2) {
      throw node.node()
          .unsupported(
              "works on shape %s, %d spatial axes".formatted(x.shape(), axes),
              "one or two spatial axes, behind those of frames and channels, are supported");
    }
    Shape shape = x.shape();
    if (x.batch().isEmpty() && shape.extent(0) != 1) {
      throw node.node()
          .unsupported(
              "works on %d images at once, which are no batch of frames".formatted(shape.extent(0)),
              "the network must treat every image by itself");
    }
    Shape image =
        Shape.of(shape.extent(1), axes == 1 ? 1 : shape.extent(2), shape.extent(axes + 1));
    return x.frame().equals(image)
        ? x
        : node.emit(x, "_image", (name, in) -> new Layer.Reshape(name, in, image));
  }

  /** The image with as many axes as the value that it was made of. */
  static Activation likeBefore(NodeImport node, Activation before, Activation image) {
    List<Integer> extents = new ArrayList<>(image.frame().extents());
    if (before.rank() == 3) {
      extents.remove(1);
    }
    if (before.batch().isEmpty()) {
      extents.add(0, 1);
    }
    Shape frame = new Shape(extents);
    return frame.equals(image.frame())
        ? image
        : node.emit(image, "_shape", (name, in) -> new Layer.Reshape(name, in, frame));
  }
}
