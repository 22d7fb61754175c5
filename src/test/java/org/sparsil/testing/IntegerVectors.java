// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.qgraph.QGraph;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import tools.jackson.databind.JsonNode;

/**
 * An integer network from elsewhere with frames and the outputs that its origin states.
 *
 * @param frames the network's inputs
 * @param expected as many outputs
 */
public record IntegerVectors(QGraph graph, List<IntTensor> frames, List<IntTensor> expected) {
  public IntegerVectors {
    frames = List.copyOf(frames);
    expected = List.copyOf(expected);
  }

  static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).intValue();
    }
    return values;
  }

  /** Vectors of {@code length} elements, one after the other. */
  static List<IntTensor> split(int[] values, int length) {
    return IntStream.range(0, values.length / length)
        .mapToObj(
            i ->
                IntTensor.of(
                    Shape.of(length), Arrays.copyOfRange(values, i * length, (i + 1) * length)))
        .toList();
  }
}
