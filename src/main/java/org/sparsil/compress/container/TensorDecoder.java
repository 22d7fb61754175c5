// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Optional;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * Decodes tensors: a byte that tells coder and alphabet, the number of bytes that follow, and
 * these.
 */
final class TensorDecoder {
  /**
   * In the first byte, besides the kind of alphabet: its integers are multiples of the layer's
   * scale.
   */
  static final int LAYER_SCALE = 1 << 2;

  static final int ARITHMETIC = 1 << 3;

  private static final int KIND_MASK = 3;

  /** The layers with weights that are decoded already. */
  private final History history = new History();

  /** Reads weights of a shape that there is memory for. */
  FloatTensor weights(ByteReader in, Shape shape, Optional<FloatTensor> scale) {
    int rows = shape.rank() == 0 ? 1 : shape.extent(0);
    FloatTensor weights = read(in, shape, rows, scale);
    history.add(weights);
    return weights;
  }

  /** Reads another tensor. */
  FloatTensor tensor(ByteReader in, Shape shape) {
    return read(in, shape, 1, Optional.empty());
  }

  private FloatTensor read(ByteReader in, Shape shape, int rows, Optional<FloatTensor> scale) {
    int head = in.u8();
    if (head > (KIND_MASK | LAYER_SCALE | ARITHMETIC)) {
      throw in.damaged("a tensor of no known form");
    }
    AlphabetForm form =
        new AlphabetForm(Alphabet.Kind.of(head & KIND_MASK), layerScale(in, head, rows, scale));
    ByteReader content = in.part(in.varint());
    float[] values = new float[shape.size()];
    int columns = rows == 0 ? 0 : values.length / rows;
    if ((head & ARITHMETIC) == 0) {
      HuffmanCoder.decode(new BitReader(content), form, columns, values);
    } else {
      ArithmeticCoder.decode(new ArithmeticDecoder(content), form, rows, columns, history, values);
    }
    return FloatTensor.adopt(shape, values);
  }

  private static Optional<Scale> layerScale(
      ByteReader in, int head, int rows, Optional<FloatTensor> scale) {
    if ((head & LAYER_SCALE) == 0) {
      return Optional.empty();
    }
    FloatTensor values =
        scale.orElseThrow(() -> in.damaged("a scale that the layer does not have"));
    if (values.size() != 1 && values.size() != rows) {
      throw in.damaged("%d scales of %d rows".formatted(values.size(), rows));
    }
    return Optional.of(new Scale(values, Scale.Origin.LAYER));
  }
}
