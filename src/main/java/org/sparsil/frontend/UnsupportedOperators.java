// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Set;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostic;

/** What to tell about an operator that cannot be imported. */
final class UnsupportedOperators {
  private static final Set<String> SPATIAL =
      Set.of("ConvTranspose", "LpPool", "SpaceToDepth", "GridSample");
  private static final Set<String> RECURRENT =
      Set.of("LSTM", "GRU", "RNN", "If", "Loop", "Scan", "Attention");
  private static final Set<String> INTEGER =
      Set.of("DynamicQuantizeLinear", "QLinearAdd", "QLinearSigmoid");

  private UnsupportedOperators() {}

  static Diagnostic diagnostic(Node node) {
    String domain = node.isStandard() ? "" : " of domain '%s'".formatted(node.proto().getDomain());
    return Diagnostic.error(
        node.place(),
        Code.ONNX_002,
        "operator %s%s is not supported".formatted(node.operator(), domain),
        hint(node));
  }

  private static String hint(Node node) {
    if (!node.isStandard()) {
      return "export the model with ONNX's standard operators only";
    }
    if (SPATIAL.contains(node.operator())) {
      return "of the operators on images, convolution, pooling, padding and nearest resizing are supported";
    }
    if (RECURRENT.contains(node.operator())) {
      return "only networks without recurrence and control flow are supported";
    }
    if (INTEGER.contains(node.operator())) {
      return "quantize in the QDQ form: float operators between QuantizeLinear and DequantizeLinear";
    }
    return "leave it out, or cut the model before it";
  }
}
