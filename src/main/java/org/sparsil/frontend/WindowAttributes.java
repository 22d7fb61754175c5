// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * The attributes by which ONNX describes a window, of one or two spatial axes, and the window that
 * they describe. One axis becomes the columns of a window of one row.
 */
final class WindowAttributes {
  private enum Padding {
    NOTSET,
    VALID,
    SAME_UPPER,
    SAME_LOWER
  }

  private final NodeImport node;
  private final int axes;
  private final List<Long> kernel;
  private final List<Long> strides;
  private final List<Long> dilations;
  private final List<Long> pads;
  private final Padding padding;

  /**
   * A node's attributes.
   *
   * @param kernel its extents along the spatial axes
   */
  WindowAttributes(NodeImport node, List<Long> kernel) {
    this.node = node;
    this.axes = kernel.size();
    this.kernel = require("kernel_shape", kernel, axes, 1);
    requireAtMost("kernel_shape", kernel.stream().reduce(1L, (a, b) -> a * b));
    this.strides = integers("strides", axes, 1);
    this.dilations = integers("dilations", axes, 1);
    this.padding = padding();
    this.pads = integers("pads", 2 * axes, 0);
  }

  /** The attribute {@code kernel_shape}; its length is the number of spatial axes. */
  static Optional<List<Long>> kernel(NodeImport node) {
    return node.node().integers("kernel_shape");
  }

  /** Windows that fit into the padded image entirely. */
  Window window(Shape image) {
    return new Window(
        axes == 1 ? Window.Axis.of(1, 1) : axis(0, image.extent(1)),
        axis(axes - 1, image.extent(2)));
  }

  /**
   * Windows that may reach beyond the image and its padding at the end, as long as they begin
   * before: the padding is extended to hold them.
   */
  Window windowThatMayOverhang(Shape image) {
    Window window = window(image);
    return new Window(
        overhanging(window.rows(), image.extent(1)),
        overhanging(window.columns(), image.extent(2)));
  }

  private static Window.Axis overhanging(Window.Axis axis, int extent) {
    long rest = axis.paddedExtent(extent) - axis.effectiveKernel();
    if (rest < 0) {
      return axis; // does not fit at all, which shape inference reports
    }
    long last = Math.floorDiv(rest + axis.stride() - 1, (long) axis.stride());
    if (last * axis.stride() >= (long) extent + axis.padBefore()) {
      last--;
    }
    long used = last * axis.stride() + axis.effectiveKernel() - extent - axis.padBefore();
    long padAfter =
        Math.max(0, Math.max(used, Math.min(axis.padAfter(), used + axis.stride() - 1)));
    return new Window.Axis(
        axis.kernel(), axis.stride(), axis.dilation(), axis.padBefore(), Math.toIntExact(padAfter));
  }

  private Window.Axis axis(int axis, int extent) {
    int taps = Math.toIntExact(kernel.get(axis));
    int stride = Math.toIntExact(strides.get(axis));
    int dilation = Math.toIntExact(dilations.get(axis));
    Window.Axis unpadded = new Window.Axis(taps, stride, dilation, 0, 0);
    long before = 0;
    long after = 0;
    if (padding == Padding.NOTSET) {
      before = pads.get(axis);
      after = pads.get(axis + axes);
    } else if (padding != Padding.VALID) {
      long outputs = ((long) extent + stride - 1) / stride;
      long all = Math.max(0, (outputs - 1) * stride + unpadded.effectiveKernel() - extent);
      before = padding == Padding.SAME_LOWER ? all - all / 2 : all / 2;
      after = all - before;
    }
    requireAtMost("pads", Math.max(before, after));
    return new Window.Axis(taps, stride, dilation, (int) before, (int) after);
  }

  private Padding padding() {
    String name = node.node().text("auto_pad", Padding.NOTSET.name());
    for (Padding known : Padding.values()) {
      if (known.name().equals(name.toUpperCase(Locale.ROOT))) {
        return known;
      }
    }
    throw node.node()
        .malformed(
            "has auto_pad '%s', expected NOTSET, VALID, SAME_UPPER or SAME_LOWER".formatted(name));
  }

  private List<Long> integers(String name, int count, int least) {
    return require(
        name,
        node.node().integers(name).orElse(Collections.nCopies(count, (long) least)),
        count,
        least);
  }

  private List<Long> require(String name, List<Long> values, int count, int least) {
    if (values.size() != count) {
      throw node.node()
          .malformed("has %d values in '%s', expected %d".formatted(values.size(), name, count));
    }
    for (long value : values) {
      if (value < least) {
        throw node.node().malformed("has %s %s, at least %d each".formatted(name, values, least));
      }
      requireAtMost(name, value);
    }
    return values;
  }

  private void requireAtMost(String name, long value) {
    if (value > Window.LARGEST) {
      throw node.node()
          .malformed("has %d in '%s', at most %d".formatted(value, name, Window.LARGEST));
    }
  }
}
