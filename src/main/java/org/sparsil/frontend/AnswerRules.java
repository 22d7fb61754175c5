// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Optional;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.Shape;

/** Operators that make answers of a network's outputs. */
final class AnswerRules {
  /** From this version on softmax goes along one axis; before, along all axes from one on. */
  private static final int SINGLE_AXIS_OPSET = 13;

  private AnswerRules() {}

  static Value softmax(NodeImport node) {
    return softmax(node, false);
  }

  static Value logSoftmax(NodeImport node) {
    return softmax(node, true);
  }

  private static Value softmax(NodeImport node, boolean logarithm) {
    Activation x = node.real(0);
    boolean single = node.opset() >= SINGLE_AXIS_OPSET;
    int axis = node.frameAxis(x, node.node().integer("axis", single ? -1 : 1));
    Shape frame = x.frame();
    if (single || axis == frame.rank() - 1) {
      return node.emit(x, (name, in) -> new Layer.Softmax(name, in, axis, logarithm));
    }
    int columns = ConstantLayout.stride(frame, axis) * frame.extent(axis);
    Shape matrix = Shape.of(frame.size() / columns, columns);
    Activation rows = node.emit(x, "_rows", (name, in) -> new Layer.Reshape(name, in, matrix));
    Activation result = node.emit(rows, (name, in) -> new Layer.Softmax(name, in, 1, logarithm));
    return node.emit(result, "_shape", (name, in) -> new Layer.Reshape(name, in, frame));
  }

  static Value argMax(NodeImport node) {
    Activation x = node.real(0);
    int axis = node.frameAxis(x, node.node().integer("axis", 0));
    boolean keepAxis = node.node().flag("keepdims", true);
    boolean last = node.node().flag("select_last_index", false);
    return node.emit(x, (name, in) -> new Layer.ArgMax(name, in, axis, keepAxis, last))
        .withType(ElementType.INT64, Optional.empty());
  }
}
