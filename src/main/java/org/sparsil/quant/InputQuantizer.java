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
   * The integers of a frame, which lies as in data files, in the order in which they stream.
   *
   * @throws UserException if it has another number of elements, or one of them is NaN
   */
  public IntTensor quantize(FloatTensor frame) {
    if (frame.size() != input.shape().size()) {
      throw new UserException(
          "input '%s'".formatted(input.name()),
          Code.DATA_002,
          "a frame has shape %s, the network's input has %s"
              .formatted(frame.shape(), input.frameShape()));
    }
    FixedPoint format = input.format();
    int[] integers = new int[frame.size()];
    for (int i = 0; i < integers.length; i++) {
      double value = frame.get(source(i));
      if (Double.isNaN(value)) {
        throw new UserException(
            "input '%s'".formatted(input.name()),
            Code.DATA_001,
            "element %d of a frame is NaN".formatted(source(i)));
      }
      double integer = RealNumbers.unclamped(value, format);
      saturated += integer < format.min() || integer > format.max() ? 1 : 0;
      integers[i] = RealNumbers.toInteger(value, format);
    }
    elements += integers.length;
    return IntTensor.adopt(input.shape(), integers);
  }

  /** Where an element of the stream lies in a frame of a data file. */
  private int source(int position) {
    return switch (input.layout()) {
      case CHANNELS_LAST -> position;
      case CHANNELS_FIRST -> {
        int channels = input.shape().extent(2);
        int pixels = input.shape().size() / channels;
        yield position % channels * pixels + position / channels;
      }
    };
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
