// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Window;

/**
 * Images made larger by repeating pixels. Of ONNX's many ways to find the nearest pixel all are
 * taken that, for the factors and extents at hand, come to plain repetition.
 */
final class ResizeRules {
  private static final List<Integer> TO_CHANNELS_FIRST = List.of(0, 3, 1, 2);
  private static final List<Integer> TO_CHANNELS_LAST = List.of(0, 2, 3, 1);

  private ResizeRules() {}

  /** Scales are an attribute before version 9, an input since. */
  static Value upsample(NodeImport node) {
    requireMode(node, "nearest");
    List<Double> scales = new ArrayList<>();
    if (node.has(1)) {
      scales.addAll(reals(node, 1));
    } else {
      node.node()
          .reals("scales")
          .orElseThrow(() -> node.node().malformed("has no attribute 'scales'"))
          .forEach(scale -> scales.add((double) scale));
    }
    return enlarged(node, scales, "asymmetric", "floor");
  }

  /** Scales are the second input before version 11 of the operators, the third since. */
  static Value resize(NodeImport node) {
    requireMode(node, "nearest");
    if (node.opset() < 11) {
      return enlarged(node, reals(node, 1), "asymmetric", "floor");
    }
    String policy = node.node().text("keep_aspect_ratio_policy", "stretch");
    if (!policy.equals("stretch")) {
      throw node.node()
          .unsupported(
              "has keep_aspect_ratio_policy '%s'".formatted(policy), "only stretch is supported");
    }
    Optional<List<Double>> given =
        node.has(2) && node.constant(2).shape().size() > 0
            ? Optional.of(reals(node, 2))
            : Optional.empty();
    List<Double> scales = allAxes(node, given.orElseGet(() -> scalesOfSizes(node)));
    return enlarged(
        node,
        scales,
        node.node().text("coordinate_transformation_mode", "half_pixel"),
        node.node().text("nearest_mode", "round_prefer_floor"));
  }

  private static void requireMode(NodeImport node, String supported) {
    String mode = node.node().text("mode", supported);
    if (!mode.equals(supported)) {
      throw node.node().unsupported("has mode '%s'".formatted(mode), "only nearest is supported");
    }
  }

  private static List<Double> reals(NodeImport node, int index) {
    FloatTensor tensor = node.weights(index);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < tensor.size(); i++) {
      values.add((double) tensor.get(i));
    }
    return values;
  }

  private static List<Double> scalesOfSizes(NodeImport node) {
    List<Long> sizes = node.integers(3).toList();
    List<Integer> axes = axes(node);
    if (sizes.size() != axes.size()) {
      throw node.node().malformed("has %d sizes for %d axes".formatted(sizes.size(), axes.size()));
    }
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      scales.add((double) sizes.get(i) / node.activation(0).shape().extent(axes.get(i)));
    }
    return scales;
  }

  private static List<Double> allAxes(NodeImport node, List<Double> scales) {
    List<Integer> axes = axes(node);
    if (scales.size() != axes.size()) {
      throw node.node()
          .malformed("has %d scales for %d axes".formatted(scales.size(), axes.size()));
    }
    List<Double> all = new ArrayList<>(Collections.nCopies(node.activation(0).rank(), 1.0));
    for (int i = 0; i < axes.size(); i++) {
      all.set(axes.get(i), scales.get(i));
    }
    return all;
  }

  /** Those that are resized: an attribute since version 18 of the operators, else all. */
  private static List<Integer> axes(NodeImport node) {
    int rank = node.activation(0).rank();
    List<Integer> axes = new ArrayList<>();
    Optional<List<Long>> given = node.node().integers("axes");
    for (int axis = 0; axis < given.map(List::size).orElse(rank); axis++) {
      axes.add(given.isPresent() ? node.axis(given.get().get(axis), rank) : axis);
    }
    return axes;
  }

  private static Value enlarged(
      NodeImport node, List<Double> scales, String coordinates, String rounding) {
    Activation x = node.activation(0);
    if (!x.type().isReal() && x.quantization().isEmpty()) {
      node.real(0); // refused
    }
    if (scales.size() != x.rank()) {
      throw node.node().malformed("has %d scales for shape %s".formatted(scales.size(), x.shape()));
    }
    List<Integer> factors = new ArrayList<>();
    for (int axis = 0; axis < scales.size(); axis++) {
      factors.add(factor(node, scales.get(axis), x.shape().extent(axis), coordinates, rounding));
    }
    boolean channelsLast = x.rank() == 4 && factors.get(3) == 1 && factors.get(1) != 1;
    Activation channelsFirst =
        channelsLast ? LayoutRules.transpose(node, "_planes", x, TO_CHANNELS_FIRST) : x;
    if (channelsLast) {
      factors.add(1, factors.remove(3));
    }
    if (factors.get(0) != 1 || factors.size() < 3 || factors.get(1) != 1) {
      throw node.node()
          .unsupported(
              "has factors %s for shape %s".formatted(factors, x.shape()),
              "only the rows and columns of images can be resized");
    }
    Activation image = ImageRules.image(node, channelsFirst);
    int rows = factors.size() == 3 ? 1 : factors.get(2);
    int columns = factors.get(factors.size() - 1);
    Activation made = node.emit(image, (name, in) -> new Resize(name, in, rows, columns));
    Activation shaped =
        ImageRules.likeBefore(node, channelsFirst, made).withType(x.type(), x.quantization());
    return channelsLast ? LayoutRules.transpose(node, "_pixels", shaped, TO_CHANNELS_LAST) : shaped;
  }

  private static int factor(
      NodeImport node, double scale, int extent, String coordinates, String rounding) {
    int factor = (int) Math.rint(scale);
    boolean whole = factor >= 1 && factor <= Window.LARGEST && Math.abs(scale - factor) < 1e-6;
    if (!whole) {
      throw node.node()
          .unsupported(
              "resizes %d elements by %s".formatted(extent, scale),
              "only whole factors from 1 on are supported");
    }
    NearestPixel nearest = NearestPixel.of(node, coordinates, rounding);
    if (factor > 1 && !nearest.repeats(extent, factor)) {
      throw node.node()
          .unsupported(
              "resizes %d elements %d times by '%s' and '%s', which is no plain repetition"
                  .formatted(extent, factor, coordinates, rounding),
              "use the modes asymmetric and floor");
    }
    return factor;
  }
}
