// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EliminationOrderTest {
  @Test
  void aChainFillsNothing() {
    int size = 50;
    int[][] neighbours = new int[size][];
    for (int i = 0; i < size; i++) {
      int at = i;
      neighbours[i] =
          IntStream.of(i - 1, i + 1).filter(j -> j >= 0 && j < size && j != at).toArray();
    }
    assertThat(EliminationOrder.of(neighbours).fill()).isEqualTo(size - 1);
  }

  /** The lists are exactly where Gaussian elimination in this order finds or makes elements. */
  @Test
  void listsAreThoseOfElimination() {
    Random random = new Random(1);
    for (int draw = 0; draw < 50; draw++) {
      int size = 1 + random.nextInt(30);
      boolean[][] graph = new boolean[size][size];
      for (int edge = 0; edge < 2 * size; edge++) {
        int i = random.nextInt(size);
        int j = random.nextInt(size);
        graph[i][j] = graph[j][i] = i != j;
      }
      int[][] neighbours = new int[size][];
      for (int i = 0; i < size; i++) {
        boolean[] row = graph[i];
        neighbours[i] = IntStream.range(0, size).filter(j -> row[j]).toArray();
      }
      EliminationOrder order = EliminationOrder.of(neighbours);
      boolean[][] matrix = new boolean[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          matrix[order.position(i)][order.position(j)] = graph[i][j];
        }
      }
      for (int k = 0; k < size; k++) {
        for (int i = k + 1; i < size; i++) {
          for (int j = k + 1; j < size; j++) {
            matrix[i][j] |= i != j && matrix[i][k] && matrix[k][j];
          }
        }
      }
      for (int i = 0; i < size; i++) {
        boolean[] row = matrix[i];
        assertThat(order.later(i))
            .containsExactly(IntStream.range(i + 1, size).filter(j -> row[j]).toArray());
        assertThat(order.earlier(i))
            .containsExactly(IntStream.range(0, i).filter(j -> row[j]).toArray());
      }
    }
  }
}
