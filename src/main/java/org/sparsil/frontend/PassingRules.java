// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Quantization;
import org.sparsil.tensor.Shape;

/** Operators that pass a value on unchanged. */
final class PassingRules {
  private PassingRules() {}

  static Value identity(NodeImport node) {
    return node.input(0);
  }

  static Value dropout(NodeImport node) {
    boolean legacyTraining = node.isLegacy() && !node.node().flag("is_test", false);
    if (legacyTraining || (node.has(2) && node.scalar(2) != 0)) {
      throw node.node().unsupported("is in training mode", "export for inference");
    }
    return node.input(0);
  }

  static Value cast(NodeImport node) {
    Activation x = node.activation(0);
    ElementType type = ElementType.of((int) node.node().integer("to", 0), node.node().place());
    if (x.quantization().isPresent() && type.isReal()) {
      return integers(node, x).withType(type, Optional.empty());
    }
    boolean wider = !type.isReal() && !x.type().isReal() && holdsAll(type, x.type());
    if (x.quantization().isPresent() || !(type.isReal() || wider)) {
      throw node.node()
          .unsupported(
              "converts a value of the network from %s to %s".formatted(x.type(), type),
              "only conversions that keep the value are supported");
    }
    if (type.bits() < 32 && x.type().bits() > type.bits()) {
      node.notes()
          .note(node.node().place(), Code.ONNX_007, "Cast to %s does not round".formatted(type));
    }
    return x.withType(type, Optional.empty());
  }

  /** The integers of a value as real numbers: not what they stand for, but themselves. */
  private static Activation integers(NodeImport node, Activation x) {
    Quantization known = x.quantization().orElseThrow();
    float[] scale = {(float) (1 / known.scale())};
    float[] offset = {known.zeroPoint()};
    return ArithmeticRules.affine(node, "", x, Shape.of(), scale, offset);
  }

  /** Class numbers fit everywhere. */
  private static boolean holdsAll(ElementType type, ElementType from) {
    boolean holdsRange = type.holds(from.min()) && type.holds(from.max());
    return holdsRange || (from == ElementType.INT64 && type == ElementType.INT32);
  }
}
