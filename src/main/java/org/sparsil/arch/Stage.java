// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.List;
import java.util.Optional;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QPad;
import org.sparsil.qgraph.QUnary;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.qgraph.Rescale;
import org.sparsil.tensor.Shape;

/** One layer with the hardware that computes it. */
public sealed interface Stage {
  /** The layer that it computes. */
  QLayer layer();

  /** Elements that come in per beat. */
  default int inputLanes() {
    return 1;
  }

  /** Elements that go out per beat. */
  default int outputLanes() {
    return 1;
  }

  /**
   * Whether it takes an element of each input at a time, or of one after the other, so that each
   * needs a queue for what comes too early.
   */
  default boolean joins() {
    return false;
  }

  <R> R accept(Visitor<R> visitor);

  /** One case per kind; no defaults. */
  interface Visitor<R> {
    R multiplyAccumulate(MultiplyAccumulate stage);

    R pool(Pool stage);

    R elementwise(Elementwise stage);

    R add(Add stage);

    R concat(Concat stage);

    R pad(Pad stage);

    R gather(Gather stage);

    R argMax(ArgMax stage);
  }

  /**
   * A layer with weights: each window goes step by step to an array of neurons, whose sums are
   * drained one per cycle while the next window is summed. The window of a dense layer is the whole
   * input, element by element; that of a convolution comes out of a line buffer.
   *
   * @param coded whether the weight memory holds codebook indices, or the weights themselves where
   *     that is narrower
   * @param indexBits bits per entry of the weight memory
   * @param weightBits bits of the signed weight that is multiplied
   * @param accumulatorBits bits of the signed accumulator, from range analysis
   * @param groups parts of a window, each with outputs of its own
   * @param lines absent for a dense layer
   */
  record MultiplyAccumulate(
      QWeighted layer,
      FixedPoint input,
      Memory memory,
      boolean coded,
      int indexBits,
      int weightBits,
      int accumulatorBits,
      int groups,
      MacArray array,
      Optional<LineBuffer> lines,
      int outputLanes)
      implements Stage {

    /** Whether any weight is 0, which then takes the codebook's first place. */
    public boolean hasZeros() {
      return layer.weights().survivors()
          < (long) layer.weights().rows() * layer.weights().columns();
    }

    /** Codebook entries in hardware: the levels, and 0 if there are pruned weights. */
    public int levels() {
      return layer.weights().codebook().size() + (hasZeros() ? 1 : 0);
    }

    public int outputsPerGroup() {
      return layer.outputs() / groups;
    }

    /** Rows of windows that are computed at once. */
    public int parallel() {
      return lines.map(LineBuffer::parallel).orElse(1);
    }

    /** Windows of a frame, or groups of parallel ones. */
    public int windows() {
      return lines.map(LineBuffer::windows).orElse(1);
    }

    /** Steps that bring a group of a window. */
    public int stepsPerGroup() {
      return layer.weights().columns() / array.lanes();
    }

    /** Words of the weight memory: one per step and fold of a window. */
    public int weightWords() {
      return Math.multiplyExact(groups, Math.multiplyExact(stepsPerGroup(), array.folds()));
    }

    /** Bits of such a word: an entry for each multiplier. */
    public int weightWordBits() {
      return Math.multiplyExact(array.multipliers(), indexBits);
    }

    /** Elements of a row of the output image; all elements of a dense layer. */
    public int outputRowElements() {
      return lines.map(LineBuffer::outputColumns).orElse(1) * layer.outputs();
    }

    @Override
    public int inputLanes() {
      return lines.map(LineBuffer::inputLanes).orElse(1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.multiplyAccumulate(this);
    }
  }

  /** What pooling makes of the elements of a window. */
  enum Reduction {
    LARGEST,
    SUM
  }

  /**
   * Pooling, channel by channel.
   *
   * @param reduction of a window's elements
   * @param valueBits bits of the signed largest element or sum
   * @param factorBits bits of the unsigned factor of each window; 0 if all are 1
   * @param image what it reads: rows, columns, channels
   * @param lines absent where the window is the whole image
   */
  record Pool(
      QUnary layer,
      FixedPoint input,
      Shape image,
      Reduction reduction,
      int valueBits,
      int factorBits,
      Optional<LineBuffer> lines)
      implements Stage {
    public int channels() {
      return image.extent(2);
    }

    public int imageElements() {
      return image.size();
    }

    /** Windows of a frame. */
    public int windows() {
      return lines.map(LineBuffer::windows).orElse(1);
    }

    @Override
    public int inputLanes() {
      return lines.map(LineBuffer::inputLanes).orElse(1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pool(this);
    }
  }

  /** An output stage of its own, one element per cycle. */
  record Elementwise(QElementwise layer, FixedPoint input) implements Stage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.elementwise(this);
    }
  }

  /**
   * The sum of two streams, element by element.
   *
   * @param left the format of the first
   * @param right the format of the second
   * @param leftBits bits of its signed rescaled elements
   * @param rightBits bits of its signed rescaled elements
   * @param sumBits bits of the signed sum
   */
  record Add(
      QAdd layer, FixedPoint left, FixedPoint right, int leftBits, int rightBits, int sumBits)
      implements Stage {

    /** Whether elements are added as they are. */
    public boolean plain() {
      return isIdentity(layer.leftScale()) && isIdentity(layer.rightScale());
    }

    private static boolean isIdentity(Rescale scale) {
      return scale.preShift() == 0 && scale.multiplier() == 1 && scale.shift() == 0;
    }

    @Override
    public boolean joins() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.add(this);
    }
  }

  /**
   * Streams in turns, the channels of a pixel of one after those of the other.
   *
   * @param channels of each
   */
  record Concat(QConcat layer, List<Integer> channels) implements Stage {
    public Concat {
      channels = List.copyOf(channels);
    }

    @Override
    public boolean joins() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /** A border around an image. */
  record Pad(QPad layer) implements Stage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pad(this);
    }
  }

  /** Two strips of memory: one is filled while the other is read in another order. */
  record Gather(QGather layer) implements Stage {

    /** Loops that the cell has. */
    public static final int LOOPS = 5;

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gather(this);
    }
  }

  /** The position of a frame's largest element. */
  record ArgMax(QArgMax layer, FixedPoint input) implements Stage {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.argMax(this);
    }
  }
}
