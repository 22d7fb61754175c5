// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Optional;

/**
 * How an ONNX operator is imported.
 *
 * @param onActivations makes layers; none if the operator works on constants only
 * @param onConstants computes the result now, when all inputs are constants
 */
record Operator(Optional<Rule> onActivations, Optional<Rule> onConstants) {

  /** From a node's inputs to its first output. */
  @FunctionalInterface
  interface Rule {
    Value apply(NodeImport node);
  }

  static Operator network(Rule onActivations) {
    return new Operator(Optional.of(onActivations), Optional.empty());
  }

  static Operator constant(Rule onConstants) {
    return new Operator(Optional.empty(), Optional.of(onConstants));
  }

  static Operator both(Rule onActivations, Rule onConstants) {
    return new Operator(Optional.of(onActivations), Optional.of(onConstants));
  }

  Value apply(NodeImport node) {
    if (node.allConstant()) {
      return onConstants
          .orElseThrow(
              () ->
                  node.node()
                      .unsupported(
                          "has only constant inputs",
                          "simplify the model (constant folding) before it is exported"))
          .apply(node);
    }
    return onActivations
        .orElseThrow(
            () ->
                node.node()
                    .unsupported(
                        "is supported for constants only, here it works on the network's data",
                        "leave it out, or cut the model before it"))
        .apply(node);
  }
}
