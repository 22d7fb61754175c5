// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.ActivationFunction.Clip;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;

/**
 * What an output stage computes of one real number.
 *
 * @param clip the interval it clamps to, if that is all it does
 */
record PointFunction(DoubleUnaryOperator function, Optional<Clip> clip) {
  static final PointFunction IDENTITY =
      of(new Clip(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));

  private static PointFunction of(Clip clip) {
    return new PointFunction(clip::apply, Optional.of(clip));
  }

  double apply(double x) {
    return function.applyAsDouble(x);
  }

  PointFunction then(ActivationFunction next) {
    Optional<Clip> second = next.asClip();
    if (clip.isPresent() && second.isPresent()) {
      return of(new Clip(second.get().apply(clip.get().lo()), second.get().apply(clip.get().hi())));
    }
    return new PointFunction(function.andThen(next::apply), Optional.empty());
  }

  PointFunction thenAffine(double scale, double offset) {
    return scale == 1 && offset == 0
        ? this
        : new PointFunction(function.andThen(x -> scale * x + offset), Optional.empty());
  }

  /** With a layer behind; empty if that is no function of single elements, the same for all. */
  Optional<PointFunction> thenLayer(Layer layer) {
    if (layer instanceof Layer.Activation activation) {
      return Optional.of(then(activation.function()));
    }
    return layer instanceof Layer.Affine affine
            && affine.scale().size() > 0
            && allEqual(affine.scale())
            && allEqual(affine.offset())
        ? Optional.of(thenAffine(affine.scale().get(0), affine.offset().get(0)))
        : Optional.empty();
  }

  private static boolean allEqual(FloatTensor values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i) != values.get(0)) {
        return false;
      }
    }
    return true;
  }
}
