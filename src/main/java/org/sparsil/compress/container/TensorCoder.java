// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.List;
import java.util.Optional;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * Codes a tensor in the smallest of its forms: a byte that tells coder and alphabet, the number of
 * bytes, and these.
 */
final class TensorCoder {
  private static final int LAYER_SCALE = 1 << 2;
  private static final int ARITHMETIC = 1 << 3;

  private final ContainerOptions options;

  TensorCoder(ContainerOptions options) {
    this.options = options;
  }

  /**
   * Codes a tensor.
   *
   * @param scale if its elements are known to stand for integers
   */
  void write(ByteWriter out, FloatTensor tensor, Optional<FloatTensor> scale) {
    List<SparseMatrix> forms = Alphabets.of(tensor, scale);
    SparseMatrix form = forms.get(0);
    Coded best = HuffmanCoder.encode(form, options.zeroRunBits());
    for (SparseMatrix other : forms.subList(1, forms.size())) {
      Coded coded = HuffmanCoder.encode(other, options.zeroRunBits());
      if (coded.size() < best.size()) {
        best = coded;
        form = other;
      }
    }
    out.u8(head(form.alphabet()));
    out.varint(best.size());
    out.raw(best.bytes());
  }

  private static int head(Alphabet alphabet) {
    return alphabet.kind().number()
        | (alphabet.scale().filter(scale -> scale.origin() == Scale.Origin.LAYER).isPresent()
            ? LAYER_SCALE
            : 0);
  }

  /** Reads a tensor of a shape that there is memory for. */
  static FloatTensor read(ByteReader in, Shape shape, Optional<FloatTensor> scale) {
    int head = in.u8();
    if (head >= 2 * ARITHMETIC) {
      throw in.damaged("a tensor of no known form");
    }
    Optional<Scale> layerScale = Optional.empty();
    if ((head & LAYER_SCALE) != 0) {
      layerScale =
          Optional.of(
              new Scale(
                  scale.orElseThrow(() -> in.damaged("the layer has no scale")),
                  Scale.Origin.LAYER));
    }
    AlphabetForm form = new AlphabetForm(Alphabet.Kind.of(head & 3), layerScale);
    ByteReader content = in.part(in.varint());
    int rows = shape.rank() == 0 ? 1 : shape.extent(0);
    float[] values = new float[shape.size()];
    HuffmanCoder.decode(
        new BitReader(content), form, rows, rows == 0 ? 0 : values.length / rows, values);
    return FloatTensor.adopt(shape, values);
  }
}
