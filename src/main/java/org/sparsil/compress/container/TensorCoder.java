// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparsil.tensor.FloatTensor;

/** Codes a tensor in the smallest of its forms. */
final class TensorCoder {
  /** Of larger tensors, not every form is tried. */
  private static final int SMALL = 1 << 20;

  private static final List<Integer> LEARNING_SHIFTS = List.of(15, 16);

  private final ContainerOptions options;

  /** The layers with weights that are coded already. */
  private final History history = new History();

  TensorCoder(ContainerOptions options) {
    this.options = options;
  }

  /** A tensor in one of its forms, coded. */
  record Result(SparseMatrix elements, boolean isArithmetic, Coded coded) {
    int size() {
      return coded.size();
    }

    /** Writes what {@link TensorDecoder} reads. */
    void write(ByteWriter out) {
      Alphabet alphabet = elements.alphabet();
      boolean isOfLayer =
          alphabet.scale().filter(scale -> scale.origin() == Scale.Origin.LAYER).isPresent();
      out.u8(
          alphabet.kind().number()
              | (isOfLayer ? TensorDecoder.LAYER_SCALE : 0)
              | (isArithmetic ? TensorDecoder.ARITHMETIC : 0));
      out.varint(size());
      out.raw(coded.bytes());
    }
  }

  /**
   * Codes the weights of a layer.
   *
   * @param scale if they stand for integers
   * @param width of the pictures that its columns are; 0 if they are none
   * @param source how many layers with weights there are up to the one that makes what these are
   *     multiplied with; 0 if there is none
   */
  Result weights(FloatTensor weights, Optional<FloatTensor> scale, int width, int source) {
    int back = source == 0 ? 0 : history.size() - source + 1;
    Result result = encode(Alphabets.of(weights, Alphabets.rows(weights), scale), width, back);
    history.add(weights);
    return result;
  }

  /** Codes another tensor: of a layer with weights, one element for each of their rows, perhaps. */
  Result tensor(FloatTensor tensor) {
    return encode(Alphabets.of(tensor, 1, Optional.empty()), 0, Math.min(1, history.size()));
  }

  private Result encode(List<SparseMatrix> forms, int width, int back) {
    boolean isSmall = forms.get(0).size() <= SMALL;
    List<Result> results = new ArrayList<>();
    for (SparseMatrix form : isSmall ? forms : forms.subList(0, 1)) {
      if (options.coder() != CoderChoice.ARITHMETIC) {
        Coded coded = HuffmanCoder.encode(form, options.zeroRunBits());
        results.add(new Result(form, false, coded));
      }
      if (options.coder() != CoderChoice.HUFFMAN) {
        Hints usual = new Hints(width, back, Traversal.BY_ROWS, Hints.USUAL_LEARNING_SHIFT);
        Result result = arithmetic(form, usual);
        results.add(isSmall ? improved(result, usual) : result);
      }
    }
    return results.stream().min(Comparator.comparingInt(Result::size)).orElseThrow();
  }

  /** Tries one change after the other, and keeps what makes the result smaller. */
  private Result improved(Result start, Hints usual) {
    Result best = start;
    Hints hints = usual;
    for (int change = 0; change < 2 + LEARNING_SHIFTS.size(); change++) {
      Hints other =
          switch (change) {
            case 0 -> hints.with(Traversal.BY_COLUMNS);
            case 1 -> hints.withWidth(0);
            default -> hints.withLearningShift(LEARNING_SHIFTS.get(change - 2));
          };
      Result result = other.equals(hints) ? best : arithmetic(start.elements(), other);
      if (result.size() < best.size()) {
        best = result;
        hints = other;
      }
    }
    return best;
  }

  private Result arithmetic(SparseMatrix form, Hints hints) {
    return new Result(
        form,
        true,
        ArithmeticCoder.encode(form, hints, history.activity(hints.weightsBack(), form.columns())));
  }
}
