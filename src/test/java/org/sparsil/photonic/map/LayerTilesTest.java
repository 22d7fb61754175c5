// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** Matrices in tiles, tiles in programs. */
final class LayerTilesTest {
  private static final TileLimits HEX = new TileLimits(11, List.of(new TileLimits.Size(7, 7)));

  @ParameterizedTest
  @CsvSource({
    "7, 7, 1",
    "3, 32, 4",
    "10, 49, 10",
    "32, 49, 30",
    "1, 1, 1",
    "1, 11, 1",
    "11, 11, 2",
    "6, 6, 1",
    "12, 11, 3"
  })
  void a_dense_matrix_takes_the_fewest_programs(int rows, int columns, int programs) {
    int[][] dense = random(rows, columns, 1, 1);
    Packing packing = tiles(dense);
    assertThat(packing.programs()).isLessThanOrEqualTo(programs);
    assertThat(sum(packing, rows, columns)).isDeepEqualTo(dense);
  }

  @ParameterizedTest
  @CsvSource({"0.2", "0.06", "0.01"})
  void pruned_matrices_take_fewer_programs(double density) {
    int[][] pruned = random(60, 80, density, 2);
    Packing packing = tiles(pruned);
    assertThat(packing.programs()).isLessThan(tiles(random(60, 80, 1, 2)).programs());
    assertThat(sum(packing, 60, 80)).isDeepEqualTo(pruned);
    assertFits(packing);
  }

  @Test
  void zeros_cost_nothing() {
    assertThat(tiles(new int[20][30]).programs()).isZero();
  }

  @Test
  void multiples_of_a_tile_share_its_program() {
    int[][] weights = new int[11][22];
    int[][] block = random(11, 11, 1, 3);
    for (int row = 0; row < 11; row++) {
      for (int column = 0; column < 11; column++) {
        weights[row][column] = block[row][column];
        weights[row][column + 11] = -3 * block[row][column];
      }
    }
    Packing packing = tiles(weights);
    assertThat(packing.programs()).isEqualTo(2);
    assertThat(sum(packing, 11, 22)).isDeepEqualTo(weights);
  }

  @Test
  void rows_and_columns_of_zeros_are_left_out() {
    int[][] weights = new int[40][40];
    for (int i = 0; i < 7; i++) {
      for (int k = 0; k < 7; k++) {
        weights[3 + 5 * i][1 + 5 * k] = 1 + i * k;
      }
    }
    assertThat(tiles(weights).programs()).isEqualTo(1);
  }

  @Test
  void large_matrices_are_cut_too() {
    int[][] weights = random(300, 200, 1, 4);
    Packing packing = tiles(weights);
    assertThat(packing.programs()).isLessThanOrEqualTo(2 * 28 * 19);
    assertThat(sum(packing, 300, 200)).isDeepEqualTo(weights);
  }

  private static void assertFits(Packing packing) {
    for (Packing.Bin bin : packing.bins()) {
      int modes = bin.shapes().stream().mapToInt(i -> packing.shapes().get(i).modes()).sum();
      assertThat(modes).isLessThanOrEqualTo(bin.kind() == TileKind.SVD1 ? 7 : 11);
    }
    assertThat(packing.bins().stream().flatMap(bin -> bin.shapes().stream()).sorted())
        .containsExactlyElementsOf(IntStream.range(0, packing.shapes().size()).boxed().toList());
  }

  private static Packing tiles(int[][] weights) {
    int[] all = Arrays.stream(weights).flatMapToInt(Arrays::stream).toArray();
    IntTensor tensor = IntTensor.adopt(Shape.of(weights.length, weights[0].length), all);
    return new LayerTiles(HEX).of(CodedMatrix.ofDense(tensor), 0, weights.length);
  }

  /** What the tiles say, from shapes and factors alone. */
  private static int[][] sum(Packing packing, int rows, int columns) {
    int[][] sum = new int[rows][columns];
    for (Packing.Placed placed : packing.tiles()) {
      TileShape shape = packing.shapes().get(placed.shape());
      for (int i = 0; i < shape.rows(); i++) {
        for (int k = 0; k < shape.columns(); k++) {
          sum[placed.tile().row(i)][placed.tile().column(k)] +=
              placed.factor() * shape.weight(i, k);
        }
      }
    }
    return sum;
  }

  private static int[][] random(int rows, int columns, double density, long seed) {
    Random random = new Random(seed);
    int[][] weights = new int[rows][columns];
    for (int[] row : weights) {
      for (int column = 0; column < columns; column++) {
        row[column] =
            random.nextDouble() < density
                ? (1 + random.nextInt(127)) * (random.nextBoolean() ? 1 : -1)
                : 0;
      }
    }
    return weights;
  }
}
