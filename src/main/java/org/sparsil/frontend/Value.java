// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/**
 * What a name stands for in an ONNX graph: a tensor known now, or one that depends on the input.
 */
sealed interface Value {
  ElementType type();

  /** With the batch axis, if there is one. */
  Shape shape();

  /** A tensor known now. */
  sealed interface Constant extends Value {
    Constant reshape(Shape shape);

    /** The tensor whose element {@code i} is this one's element {@code source(i)}. */
    Constant select(Shape shape, IntUnaryOperator source);

    double real(int position);
  }

  /**
   * Real numbers, in single precision whatever the file has.
   *
   * @param scale given when they stand for integers times a scale
   */
  record Reals(ElementType type, FloatTensor tensor, Optional<Scale> scale) implements Constant {
    static Reals of(FloatTensor tensor) {
      return new Reals(ElementType.FLOAT, tensor, Optional.empty());
    }

    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public double real(int position) {
      return tensor.get(position);
    }

    @Override
    public Reals reshape(Shape shape) {
      boolean same = shape.equals(tensor.shape());
      return new Reals(
          type, tensor.reshape(shape), scale.filter(known -> same || known.perTensor()));
    }

    @Override
    public Reals select(Shape shape, IntUnaryOperator source) {
      float[] values = new float[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.get(source.applyAsInt(i));
      }
      return new Reals(type, FloatTensor.adopt(shape, values), scale.filter(Scale::perTensor));
    }
  }

  /** Integers or truth values; unsigned 64-bit ones are below 2^63. */
  record Integers(ElementType type, LongTensor tensor) implements Constant {
    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public double real(int position) {
      return (double) tensor.get(position);
    }

    @Override
    public Integers reshape(Shape shape) {
      return new Integers(type, tensor.reshape(shape));
    }

    @Override
    public Integers select(Shape shape, IntUnaryOperator source) {
      long[] values = new long[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.get(source.applyAsInt(i));
      }
      return new Integers(type, LongTensor.adopt(shape, values));
    }

    List<Long> toList() {
      List<Long> values = new ArrayList<>();
      for (int i = 0; i < tensor.size(); i++) {
        values.add(tensor.get(i));
      }
      return values;
    }
  }

  /**
   * {@code real = scale · integer}.
   *
   * @param values one, or one per index along the axis
   */
  record Scale(FloatTensor values, int axis) {
    boolean perTensor() {
      return values.size() == 1;
    }
  }

  /**
   * A value of the network.
   *
   * @param name the layer that makes it, or the network's input
   * @param frame its shape without the batch axis
   * @param batch the extent of the batch axis, which comes first; none if there is no such axis
   * @param quantization given when the file has integers here, for which {@code name} holds the
   *     real numbers that they stand for
   */
  record Activation(
      String name,
      Shape frame,
      Optional<Integer> batch,
      ElementType type,
      Optional<Quantization> quantization)
      implements Value {

    @Override
    public Shape shape() {
      List<Integer> extents = new ArrayList<>();
      batch.ifPresent(extents::add);
      extents.addAll(frame.extents());
      return new Shape(extents);
    }

    int rank() {
      return frame.rank() + (batch.isPresent() ? 1 : 0);
    }

    /** The same with another layer's value. */
    Activation with(String newName, Shape newFrame) {
      return new Activation(newName, newFrame, batch, type, quantization);
    }

    Activation withBatch(Optional<Integer> newBatch) {
      return new Activation(name, frame, newBatch, type, quantization);
    }

    Activation withType(ElementType newType, Optional<Quantization> newQuantization) {
      return new Activation(name, frame, batch, newType, newQuantization);
    }
  }

  /** {@code real = scale · (integer − zeroPoint)}. */
  record Quantization(double scale, int zeroPoint) {}
}
