// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** Codes a tensor in the smallest of its forms. */
final class TensorCoder {
  /** Of larger tensors, not every form is tried. */
  private static final int SMALL = 1 << 20;

  private static final List<UnaryOperator<Hints>> CHANGES =
      List.of(
          hints -> hints.with(Traversal.BY_COLUMNS),
          hints -> hints.withWidth(0),
          hints -> hints.withLearningShift(15),
          hints -> hints.withLearningShift(16));

  private static final List<UnaryOperator<Hints>> NO_CHANGES = List.of();

  private final ContainerOptions options;

  /** The layers with weights that are coded already. */
  private final History history = new History();

  TensorCoder(ContainerOptions options) {
    this.options = options;
  }

  /**
   * A tensor in the form that is smallest, as coded by each coder that was tried; one was.
   *
   * @param elements the form
   */
  record Result(SparseMatrix elements, Optional<Coded> huffman, Optional<Coded> arithmetic) {
    /** Whether arithmetic coding gives fewer bytes. */
    boolean isArithmetic() {
      return huffman.isEmpty()
          || arithmetic.filter(coded -> coded.size() < huffman.get().size()).isPresent();
    }

    Coded best() {
      return (isArithmetic() ? arithmetic : huffman).orElseThrow();
    }

    /** Writes what {@link TensorDecoder} reads. */
    void write(ByteWriter out) {
      Alphabet alphabet = elements.alphabet();
      boolean isOfLayer =
          alphabet.scale().filter(scale -> scale.origin() == Scale.Origin.LAYER).isPresent();
      out.u8(
          alphabet.kind().number()
              | (isOfLayer ? TensorDecoder.LAYER_SCALE : 0)
              | (isArithmetic() ? TensorDecoder.ARITHMETIC : 0));
      out.varint(best().size());
      out.raw(best().bytes());
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
    Hints usual = new Hints(width, back, Traversal.BY_ROWS, Hints.USUAL_LEARNING_SHIFT);
    return (isSmall ? forms : forms.subList(0, 1))
        .stream()
            .map(form -> encode(form, usual))
            .min(Comparator.comparingInt(result -> result.best().size()))
            .orElseThrow();
  }

  private Result encode(SparseMatrix form, Hints usual) {
    return new Result(
        form,
        options.coder() == CoderChoice.ARITHMETIC
            ? Optional.empty()
            : Optional.of(HuffmanCoder.encode(form, options.zeroRunBits())),
        options.coder() == CoderChoice.HUFFMAN
            ? Optional.empty()
            : Optional.of(arithmetic(form, usual)));
  }

  /** Tries one change of the hints after the other, and keeps what makes the result smaller. */
  private Coded arithmetic(SparseMatrix form, Hints usual) {
    Coded best = encodeWith(form, usual);
    Hints hints = usual;
    for (UnaryOperator<Hints> change : form.size() <= SMALL ? CHANGES : NO_CHANGES) {
      Hints other = change.apply(hints);
      if (!other.equals(hints)) {
        Coded coded = encodeWith(form, other);
        if (coded.size() < best.size()) {
          best = coded;
          hints = other;
        }
      }
    }
    return best;
  }

  private Coded encodeWith(SparseMatrix form, Hints hints) {
    IntTensor activity = history.activity(hints.weightsBack(), form.columns());
    return ArithmeticCoder.encode(form, hints, activity);
  }
}
