// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Quantization;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.tensor.Shape;

/** Operators that join several values of the network. */
final class JoinRules {
  private JoinRules() {}

  static Value add(NodeImport node) {
    return sum(node, node.real(0), node.real(1));
  }

  static Value subtract(NodeImport node) {
    Activation right = node.real(1);
    Activation negated =
        ArithmeticRules.affine(
            node, "_negated", right, Shape.of(), new float[] {-1}, new float[] {0});
    return sum(node, node.real(0), negated);
  }

  /** The node's layer: the sum of two values of one shape. */
  static Activation sum(NodeImport node, Activation left, Activation right) {
    if (!left.shape().equals(right.shape())) {
      throw node.node()
          .unsupported(
              "joins two values of the network of shapes %s and %s"
                  .formatted(left.shape(), right.shape()),
              "only values of equal shapes can be added; a constant may be spread");
    }
    List<Activation> operands = alike(node, List.of(left, right));
    return node.join(operands, (name, in) -> new Add(name, in.get(0), in.get(1)));
  }

  /** Integers can be joined if all stand for real numbers in the same way. */
  static Value concatenate(NodeImport node) {
    List<Activation> parts = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      parts.add(node.activation(i));
    }
    Activation first = parts.get(0);
    Optional<Quantization> common = first.quantization();
    boolean alike =
        common.isPresent()
            && parts.stream()
                .allMatch(
                    part -> part.quantization().equals(common) && part.type() == first.type());
    if (!alike) {
      for (int i = 0; i < parts.size(); i++) {
        node.real(i); // for its check
      }
    }
    int rank = first.rank();
    for (Activation part : parts) {
      if (part.rank() != rank) {
        throw node.node()
            .malformed("joins shapes %s and %s".formatted(first.shape(), part.shape()));
      }
    }
    long axis = node.node().integer("axis", 1);
    List<Activation> operands = alike(node, parts);
    int frameAxis = node.frameAxis(operands.get(0), axis);
    Activation made = node.join(operands, (name, in) -> new Concat(name, in, frameAxis));
    return alike ? made.withType(first.type(), common) : made;
  }

  /** All with the batch axis, or all without. */
  private static List<Activation> alike(NodeImport node, List<Activation> values) {
    Optional<Integer> batch = values.get(0).batch();
    if (values.stream().allMatch(value -> value.batch().equals(batch))) {
      return values;
    }
    List<Activation> alike = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      alike.add(LayoutRules.withoutBatch(node, "_operand" + i, values.get(i)));
    }
    return alike;
  }
}
