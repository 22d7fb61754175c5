// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.Arrays;
import java.util.List;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QPad;
import org.sparsil.tensor.Shape;

/**
 * Elements that come out as they went in, at other positions: concatenation, padding, gathering.
 */
final class MoveKernel implements Kernel {
  /** The input of elements that are none: they hold the constant. */
  private static final int CONSTANT = -1;

  /** For each element of the output, which input it comes from and its position there. */
  private final int[] inputs;

  private final int[] positions;
  private final int constant;

  private MoveKernel(int[] inputs, int[] positions, int constant) {
    this.inputs = inputs;
    this.positions = positions;
    this.constant = constant;
  }

  /**
   * Of a concatenation.
   *
   * @param channels how many each value that it reads has
   */
  static MoveKernel of(QConcat layer, List<Integer> channels) {
    int size = layer.shape().size();
    int[] inputs = new int[size];
    int[] positions = new int[size];
    int all = Channels.of(layer.shape());
    int first = 0;
    for (int input = 0; input < channels.size(); input++) {
      int count = channels.get(input);
      for (int i = 0; i < size / all * count; i++) {
        int target = i / count * all + first + i % count;
        inputs[target] = input;
        positions[target] = i;
      }
      first += count;
    }
    return new MoveKernel(inputs, positions, 0);
  }

  static MoveKernel of(QPad layer) {
    int[] inputs = new int[layer.shape().size()];
    int[] positions = new int[inputs.length];
    Arrays.fill(inputs, CONSTANT);
    Shape image = layer.image();
    int rowElements = image.extent(1) * image.extent(2);
    int paddedRowElements = layer.shape().extent(1) * image.extent(2);
    for (int row = 0; row < image.extent(0); row++) {
      int target = (layer.top() + row) * paddedRowElements + layer.left() * image.extent(2);
      for (int i = 0; i < rowElements; i++) {
        inputs[target + i] = 0;
        positions[target + i] = row * rowElements + i;
      }
    }
    return new MoveKernel(inputs, positions, layer.value());
  }

  static MoveKernel of(QGather layer) {
    int[] offsets = {0};
    for (QGather.Loop loop : layer.loops()) {
      int[] deeper = new int[offsets.length * loop.count()];
      for (int i = 0; i < deeper.length; i++) {
        deeper[i] = offsets[i / loop.count()] + i % loop.count() * loop.stride();
      }
      offsets = deeper;
    }
    int[] positions = new int[layer.shape().size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i / offsets.length * layer.stripElements() + offsets[i % offsets.length];
    }
    return new MoveKernel(new int[positions.length], positions, 0);
  }

  @Override
  public void run(List<int[][]> values, int[][] output) {
    for (int i = 0; i < output.length; i++) {
      if (inputs[i] == CONSTANT) {
        Arrays.fill(output[i], constant);
      } else {
        int[] from = values.get(inputs[i])[positions[i]];
        System.arraycopy(from, 0, output[i], 0, from.length);
      }
    }
  }
}
