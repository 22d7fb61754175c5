// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Constant;
import org.sparsil.frontend.Value.Integers;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * The import of one node: what an operator's rule sees. It reads the node's inputs and attributes,
 * and emits layers.
 *
 * @param inputs by position; an absent optional input is empty
 * @param opset the version of ONNX's operators that the file uses
 */
record NodeImport(
    Node node,
    List<Optional<Value>> inputs,
    long opset,
    TensorDecoder decoder,
    MemoryBudget budget,
    LayerList layers,
    Diagnostics notes) {
  private static final long FIRST_WITHOUT_FLAGS = 7;

  NodeImport {
    inputs = List.copyOf(inputs);
  }

  /** Before version 7, operators said by attributes how they broadcast and whether they train. */
  boolean isLegacy() {
    return opset < FIRST_WITHOUT_FLAGS;
  }

  boolean allConstant() {
    return inputs.stream().allMatch(in -> in.isEmpty() || in.get() instanceof Constant);
  }

  boolean has(int index) {
    return index < inputs.size() && inputs.get(index).isPresent();
  }

  Value input(int index) {
    if (!has(index)) {
      throw node.malformed("has no input %d".formatted(index));
    }
    return inputs.get(index).orElseThrow();
  }

  boolean isConstant(int index) {
    return input(index) instanceof Constant;
  }

  Constant constant(int index) {
    if (input(index) instanceof Constant constant) {
      return constant;
    }
    throw node.unsupported(
        "computes input %d ('%s') from the network's input".formatted(index, inputName(index)),
        "only a constant is supported there");
  }

  Integers integers(int index) {
    if (constant(index) instanceof Integers integers) {
      return integers;
    }
    throw node.malformed("needs integers as input '%s'".formatted(inputName(index)));
  }

  /** A constant of one element. */
  double scalar(int index) {
    Constant constant = constant(index);
    if (constant.shape().size() != 1) {
      throw node.unsupported(
          "has shape %s for input '%s'".formatted(constant.shape(), inputName(index)),
          "only a single value is supported there");
    }
    return constant.real(0);
  }

  /** A constant as finite real numbers. */
  FloatTensor weights(int index) {
    FloatTensor weights = ConstantArithmetic.reals(constant(index)).tensor();
    LayerList.requireFinite("%s: tensor '%s'".formatted(node.place(), inputName(index)), weights);
    return weights;
  }

  Activation activation(int index) {
    if (input(index) instanceof Activation activation) {
      return activation;
    }
    throw node.unsupported(
        "has a constant as input '%s'".formatted(inputName(index)),
        "only a value that depends on the network's input is supported there");
  }

  /** An activation that is real in the file too. */
  Activation real(int index) {
    Activation activation = activation(index);
    if (!activation.type().isReal()) {
      throw node.unsupported(
          "works on integers (%s)".formatted(activation.type()),
          "put a DequantizeLinear or a Cast to float before it");
    }
    return activation;
  }

  String inputName(int index) {
    return node.proto().getInput(index);
  }

  /** An axis from 0 on; negative ones count from the end. */
  int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw node.malformed("has axis %d, its input has %d axes".formatted(axis, rank));
    }
    return Math.toIntExact(axis < 0 ? axis + rank : axis);
  }

  /** The frame's axis that is the file's. */
  int frameAxis(Activation activation, long axis) {
    int found = axis(axis, activation.rank()) - (activation.batch().isPresent() ? 1 : 0);
    if (found < 0) {
      throw node.unsupported(
          "works along the batch axis", "the network must treat every frame by itself");
    }
    return found;
  }

  Shape shape(List<Long> extents) {
    return MemoryBudget.shape(node.place(), Code.ONNX_003, extents);
  }

  /** A shape for a new constant, with memory set aside for it. */
  Shape newShape(List<Integer> extents) {
    Shape shape = shape(longs(extents));
    budget.take(node.place(), shape.size() * (long) Long.BYTES);
    return shape;
  }

  static List<Long> longs(List<Integer> values) {
    return new ArrayList<>(values.stream().map(Integer::longValue).toList());
  }

  /** Adds the node's layer; its value has the activation's batch axis, and is real. */
  Activation emit(Activation read, LayerList.Maker maker) {
    return layers.add(node, "", read, maker);
  }

  /** Adds the node's layer, which reads several values. */
  Activation join(List<Activation> read, LayerList.Joiner joiner) {
    return layers.join(node, "", read, joiner);
  }

  /** Adds a layer beside the node's own. */
  Activation emit(Activation read, String suffix, LayerList.Maker maker) {
    return layers.add(node, suffix, read, maker);
  }
}
