// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Neighbours;
import org.sparsil.tensor.FloatTensor;

/** What several passes ask about affine layers. */
final class Affines {
  private Affines() {}

  /** The value at an index of a tensor that holds one value for all, or one per index. */
  static float at(FloatTensor values, int index) {
    return values.get(values.size() == 1 ? 0 : index);
  }

  /** A product in which 0 has no sign: a pruned weight is just 0. */
  static float product(float weight, float factor) {
    return 0 + weight * factor;
  }

  /**
   * Weight scales times the size of some factors; the weights take the sign. Where the factor is 0
   * the weights are 0 as well, and any scale says so.
   */
  static FloatTensor scaled(FloatTensor weightScale, FloatTensor factors) {
    float[] scaled = new float[Math.max(weightScale.size(), factors.size())];
    for (int i = 0; i < scaled.length; i++) {
      float factor = Math.abs(at(factors, i));
      scaled[i] = at(weightScale, i) * (factor == 0 ? 1 : factor);
    }
    return FloatTensor.vector(scaled);
  }

  /** Whether every element is scaled alike. */
  static boolean uniformScale(Affine affine) {
    return uniform(affine.scale());
  }

  /** Whether every element is treated alike. */
  static boolean uniform(Affine affine) {
    return uniform(affine.scale()) && uniform(affine.offset());
  }

  /** Whether an affine layer can be part of the layer with weights before it. */
  static boolean belongsToMaker(Affine affine, Neighbours neighbours) {
    return neighbours.maker(affine.input()).orElse(null) instanceof Layer.Weighted
        && neighbours.onlyReader(affine.input()).isPresent();
  }

  /**
   * Whether a layer pads what an affine layer made: padding is 0 and stays 0 when it is scaled, but
   * an offset would have to reach it too.
   */
  static boolean seenByPadding(Affine affine, Layer next) {
    boolean offset = !uniform(affine.offset()) || affine.offset().get(0) != 0;
    return offset && next instanceof Layer.Conv conv && conv.window().isPadded();
  }

  private static boolean uniform(FloatTensor values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i) != values.get(0)) {
        return false;
      }
    }
    return values.size() > 0;
  }
}
