// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.graph.Pad;
import org.sparsil.tensor.Window;

/** A constant around a value. Counts are an attribute before version 11, an input since. */
final class PadRules {
  private PadRules() {}

  static Value pad(NodeImport node) {
    Activation x = node.activation(0);
    if (x.quantization().isEmpty()) {
      node.real(0); // for its check
    }
    String mode = node.node().text("mode", "constant");
    if (!mode.equals("constant")) {
      throw node.node()
          .unsupported("has mode '%s'".formatted(mode), "only padding by a constant is supported");
    }
    List<Integer> before = counts(node, x, 0);
    List<Integer> after = counts(node, x, 1);
    if (Collections.max(before) == 0 && Collections.max(after) == 0) {
      return x;
    }
    float value = value(node, x);
    boolean oneAxis = x.batch().isPresent() && x.rank() == 3 && before.get(0) + after.get(0) == 0;
    if (!oneAxis) {
      Activation made = node.emit(x, (name, in) -> new Pad(name, in, before, after, value));
      return made.withType(x.type(), x.quantization());
    }
    // As convolution does, an image of one row.
    Activation image = ImageRules.image(node, x);
    Activation made =
        node.emit(
            image,
            (name, in) ->
                new Pad(
                    name, in, List.of(0, 0, before.get(1)), List.of(0, 0, after.get(1)), value));
    return ImageRules.likeBefore(node, x, made).withType(x.type(), x.quantization());
  }

  /** Of the frame's axes; {@code side} is 0 for those in front, 1 for those behind. */
  private static List<Integer> counts(NodeImport node, Activation x, int side) {
    List<Long> pads =
        node.has(1)
            ? node.integers(1).toList()
            : node.node()
                .integers("pads")
                .orElseThrow(() -> node.node().malformed("has no attribute 'pads'"));
    List<Integer> axes = axes(node, x.rank());
    if (pads.size() != 2 * axes.size()) {
      throw node.node()
          .malformed("has %d pads for %d axes, two each".formatted(pads.size(), axes.size()));
    }
    List<Integer> counts = new ArrayList<>(Collections.nCopies(x.rank(), 0));
    for (int i = 0; i < axes.size(); i++) {
      counts.set(axes.get(i), count(node, pads.get(side * axes.size() + i)));
    }
    if (x.batch().isPresent() && counts.remove(0) != 0) {
      throw node.node()
          .unsupported("pads the batch axis", "the network must treat every frame by itself");
    }
    if (counts.isEmpty()) {
      throw node.node().unsupported("pads a single number", "leave it out");
    }
    return counts;
  }

  private static List<Integer> axes(NodeImport node, int rank) {
    List<Integer> axes = new ArrayList<>();
    if (node.has(3)) {
      node.integers(3).toList().forEach(axis -> axes.add(node.axis(axis, rank)));
    } else {
      for (int axis = 0; axis < rank; axis++) {
        axes.add(axis);
      }
    }
    if (axes.stream().distinct().count() != axes.size()) {
      throw node.node().malformed("names an axis twice: %s".formatted(axes));
    }
    return axes;
  }

  private static int count(NodeImport node, long count) {
    if (count < 0) {
      throw node.node()
          .unsupported(
              "has a negative pad, %d: it crops".formatted(count),
              "only padding by 0 or more elements is supported");
    }
    if (count > Window.LARGEST) {
      throw node.node().malformed("pads by %d, at most %d".formatted(count, Window.LARGEST));
    }
    return (int) count;
  }

  /** The real number; the constant of integers stands for one. */
  private static float value(NodeImport node, Activation x) {
    double value = node.has(2) ? node.scalar(2) : node.node().real("value", 0);
    if (Double.isNaN(value)) {
      throw node.node().malformed("pads with a constant that is not a number");
    }
    double real =
        x.quantization().map(known -> known.scale() * (value - known.zeroPoint())).orElse(value);
    return (float) real;
  }
}
