// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.golden.Products;
import org.sparsil.photonic.map.MappedGroup;
import org.sparsil.photonic.map.MappedLayer;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.MappedShape;
import org.sparsil.photonic.map.Packing;
import org.sparsil.photonic.map.Pass;
import org.sparsil.photonic.map.Tile;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.qgraph.RangeAnalysis;

/**
 * Weighted sums formed by light on one state of the mesh. Each is rounded to an integer, and kept
 * within the range that the accumulator is proved to have, as a converter saturates.
 */
public final class PhotonicProducts implements Products {
  private final Map<Key, Group> groups = new HashMap<>();

  private record Key(String layer, int firstRow) {}

  /** What a group's tiles do, and between which values each sum stays. */
  private record Group(List<Packing.Placed> tiles, List<RealMatrix> shapes, Interval range) {}

  /**
   * The products of a network.
   *
   * @param received what electronics sees of each program, {@code [outputs, inputs]}
   */
  PhotonicProducts(MappedNetwork network, List<RealMatrix> received) {
    for (MappedLayer mapped : network.layers()) {
      Interval range = range(mapped.layer(), network.network());
      for (MappedGroup group : mapped.groups()) {
        List<RealMatrix> shapes =
            group.shapes().stream().map(shape -> effective(shape, received)).toList();
        groups.put(
            new Key(mapped.layer().name(), group.firstRow()),
            new Group(group.packing().tiles(), shapes, range));
      }
    }
  }

  private static Interval range(QWeighted layer, QGraph network) {
    return RangeAnalysis.accumulator(
        layer, network.range(layer.input()), network.format(layer.input()).zeroPoint());
  }

  /** What a shape's passes do together, {@code [rows, columns]}. */
  private static RealMatrix effective(MappedShape shape, List<RealMatrix> received) {
    RealMatrix result = part(shape.passes().get(0), received);
    if (shape.passes().size() > 1) {
      double[] sigma = shape.sigma().stream().mapToDouble(Double::doubleValue).toArray();
      result =
          part(shape.passes().get(1), received)
              .multiply(MatrixUtils.createRealDiagonalMatrix(sigma))
              .multiply(result);
    }
    return result.scalarMultiply(shape.scale());
  }

  private static RealMatrix part(Pass pass, List<RealMatrix> received) {
    RealMatrix all = received.get(pass.program());
    RealMatrix part = new Array2DRowRealMatrix(pass.outputs().size(), pass.inputs().size());
    for (int row = 0; row < part.getRowDimension(); row++) {
      for (int column = 0; column < part.getColumnDimension(); column++) {
        part.setEntry(
            row, column, all.getEntry(pass.outputs().get(row), pass.inputs().get(column)));
      }
    }
    return part;
  }

  @Override
  public long[] of(QWeighted layer, int firstRow, int rows, long[] inputs) {
    Group group = Objects.requireNonNull(groups.get(new Key(layer.name(), firstRow)));
    double[] sums = new double[rows];
    for (Packing.Placed placed : group.tiles) {
      Tile tile = placed.tile();
      RealMatrix weights = group.shapes.get(placed.shape());
      for (int i = 0; i < tile.rows(); i++) {
        double sum = 0;
        for (int k = 0; k < tile.columns(); k++) {
          sum += weights.getEntry(i, k) * inputs[tile.column(k)];
        }
        sums[tile.row(i) - firstRow] += placed.factor() * sum;
      }
    }
    long[] converted = new long[rows];
    for (int row = 0; row < rows; row++) {
      long bias = layer.bias().get(firstRow + row);
      long lowest = group.range.min() - bias;
      long highest = group.range.max() - bias;
      converted[row] = Math.max(lowest, Math.min(highest, Math.round(sums[row])));
    }
    return converted;
  }
}
