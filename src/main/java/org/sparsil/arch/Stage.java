// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QArgMax;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.QLayer.QElementwise;

/** One layer with the hardware that computes it. Elements come and go one per beat. */
public sealed interface Stage {
  /** The layer that it computes. */
  QLayer layer();

  /** The format of the elements that come in. */
  FixedPoint input();

  StageTiming timing();

  <R> R accept(Visitor<R> visitor);

  /** One case per kind; no defaults. */
  interface Visitor<R> {
    R serialDense(SerialDense stage);

    R elementwise(Elementwise stage);

    R argMax(ArgMax stage);
  }

  /**
   * A dense layer on the {@link Engine#SERIAL} engine: one input per cycle broadcast to one neuron
   * per output, the sums drained one per cycle while the next frame is summed.
   *
   * @param coded whether the weight memory holds codebook indices, or the weights themselves where
   *     that is narrower
   * @param indexBits bits per entry of the weight memory
   * @param weightBits bits of the signed weight that is multiplied
   * @param accumulatorBits bits of the signed accumulator, from range analysis
   */
  record SerialDense(
      QDense layer,
      FixedPoint input,
      Memory memory,
      boolean coded,
      int indexBits,
      int weightBits,
      int accumulatorBits)
      implements Stage {

    /** Weight read, codebook, product, sum, capture, drain register, output memory. */
    private static final int FIXED_CYCLES = 7;

    @Override
    public StageTiming timing() {
      return new StageTiming(
          FIXED_CYCLES + OutputDelay.of(layer.stage()) + layer.outputs() - 1,
          Math.max(layer.inputElements(), layer.outputs()));
    }

    /** Whether any weight is 0, which then takes the codebook's first place. */
    public boolean hasZeros() {
      return layer.weights().survivors() < (long) layer.inputElements() * layer.outputs();
    }

    /** Codebook entries in hardware: the levels, and 0 if there are pruned weights. */
    public int levels() {
      return layer.weights().codebook().size() + (hasZeros() ? 1 : 0);
    }

    public long weightMemoryBits() {
      return (long) layer.inputElements() * layer.outputs() * indexBits;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.serialDense(this);
    }
  }

  /** An output stage of its own, one element per cycle. */
  record Elementwise(QElementwise layer, FixedPoint input) implements Stage {

    /** Zero point subtracted, output memory. */
    private static final int FIXED_CYCLES = 2;

    @Override
    public StageTiming timing() {
      return new StageTiming(FIXED_CYCLES + OutputDelay.of(layer.stage()), layer.shape().size());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.elementwise(this);
    }
  }

  /** The position of a frame's largest element. */
  record ArgMax(QArgMax layer, FixedPoint input) implements Stage {

    /** Comparison, output memory. */
    private static final int FIXED_CYCLES = 2;

    @Override
    public StageTiming timing() {
      return new StageTiming(FIXED_CYCLES, layer.elements());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.argMax(this);
    }
  }
}
