// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/**
 * Makes the integer frames that the network reads from real ones: {@code clamp(round(x / scale) +
 * zeroPoint)}, ties to even. Counts what it had to clamp.
 */
public final class InputQuantizer {
  private final QGraph.QInput input;
  private long saturated;
  private long elements;

  private InputQuantizer(QGraph.QInput input) {
    this.input = input;
  }

  public static InputQuantizer of(QGraph.QInput input) {
    return new InputQuantizer(input);
  }

  /**
   * The integers of a frame.
   *
   * @throws UserException if it has another number of elements, or one of them is NaN
   */
  public IntTensor quantize(FloatTensor frame) {
    if (frame.size() != input.shape().size()) {
      throw new UserException(
          "input '%s'".formatted(input.name()),
          Code.DATA_002,
          "a frame has shape %s, the network's input has %s"
              .formatted(frame.shape(), input.shape()));
    }
    FixedPoint format = input.format();
    int[] integers = new int[frame.size()];
    for (int i = 0; i < integers.length; i++) {
      double value = frame.get(i);
      if (Double.isNaN(value)) {
        throw new UserException(
            "input '%s'".formatted(input.name()),
            Code.DATA_001,
            "element %d of a frame is NaN".formatted(i));
      }
      double integer = RealNumbers.unclamped(value, format);
      saturated += integer < format.min() || integer > format.max() ? 1 : 0;
      integers[i] = RealNumbers.toInteger(value, format);
    }
    elements += integers.length;
    return IntTensor.adopt(input.shape(), integers);
  }

  /** How many elements so far lay outside the format. */
  public long saturated() {
    return saturated;
  }

  /** How many elements were quantized so far. */
  public long elements() {
    return elements;
  }
}
