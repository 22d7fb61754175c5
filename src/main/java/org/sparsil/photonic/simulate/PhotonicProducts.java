// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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
 *
 * <p>As such, these are the sums without the noise of detectors, and may be used by several
 * threads; {@link #forFrame} has that noise.
 */
public final class PhotonicProducts implements Products {
  private final Map<Key, Group> groups = new HashMap<>();
  private final DetectorNoise noise;

  private record Key(String layer, int firstRow) {}

  /**
   * What a group's tiles do.
   *
   * @param range between which values each sum stays
   * @param fullScale the largest input there can be
   */
  private record Group(
      List<Packing.Placed> tiles, List<Shape> shapes, Interval range, double fullScale) {}

  /**
   * What the passes of a tile do.
   *
   * @param matrix all of them together, {@code [rows, columns]}
   * @param afterwards what comes after the detection of each pass, {@code [rows, detected]}
   */
  private record Shape(RealMatrix matrix, List<RealMatrix> afterwards) {}

  /**
   * The products of a network.
   *
   * @param received what electronics sees of each program, {@code [outputs, inputs]}
   * @param noise of detectors, in {@link #forFrame} only
   */
  PhotonicProducts(MappedNetwork network, List<RealMatrix> received, DetectorNoise noise) {
    this.noise = noise;
    for (MappedLayer mapped : network.layers()) {
      Interval range = range(mapped.layer(), network.network());
      double fullScale = fullScale(mapped.layer(), network.network());
      for (MappedGroup group : mapped.groups()) {
        List<Shape> shapes =
            group.shapes().stream().map(shape -> effective(shape, received)).toList();
        groups.put(
            new Key(mapped.layer().name(), group.firstRow()),
            new Group(group.packing().tiles(), shapes, range, fullScale));
      }
    }
  }

  private static Interval range(QWeighted layer, QGraph network) {
    return RangeAnalysis.accumulator(
        layer, network.range(layer.input()), network.format(layer.input()).zeroPoint());
  }

  private static double fullScale(QWeighted layer, QGraph network) {
    Interval range = network.range(layer.input());
    int zero = network.format(layer.input()).zeroPoint();
    return Math.max(Math.abs((double) range.min() - zero), Math.abs((double) range.max() - zero));
  }

  private static Shape effective(MappedShape shape, List<RealMatrix> received) {
    RealMatrix first = part(shape.passes().get(0), received);
    RealMatrix scale =
        MatrixUtils.createRealIdentityMatrix(shape.shape().rows()).scalarMultiply(shape.scale());
    if (shape.passes().size() == 1) {
      return new Shape(first.scalarMultiply(shape.scale()), List.of(scale));
    }
    double[] sigma = shape.sigma().stream().mapToDouble(Double::doubleValue).toArray();
    RealMatrix second =
        part(shape.passes().get(1), received)
            .multiply(MatrixUtils.createRealDiagonalMatrix(sigma))
            .scalarMultiply(shape.scale());
    return new Shape(second.multiply(first), List.of(second, scale));
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
    Group group = group(layer, firstRow);
    return converted(layer, firstRow, group, sums(group, firstRow, rows, inputs));
  }

  /**
   * The products of one frame, with the noise of detectors. It is drawn in the order of the
   * products: for one run of the golden model, in one thread.
   *
   * @param number of the frame; each has its own noise
   */
  public Products forFrame(long number) {
    if (noise.sigma() == 0) {
      return this;
    }
    Random random = noise.frame(number);
    return (layer, firstRow, rows, inputs) -> {
      Group group = group(layer, firstRow);
      double[] sums = sums(group, firstRow, rows, inputs);
      for (Packing.Placed placed : group.tiles) {
        Tile tile = placed.tile();
        for (RealMatrix afterwards : group.shapes.get(placed.shape()).afterwards) {
          double[] detected = new double[afterwards.getColumnDimension()];
          Arrays.setAll(detected, k -> noise.sigma() * group.fullScale * random.nextGaussian());
          double[] errors = afterwards.operate(detected);
          for (int i = 0; i < tile.rows(); i++) {
            sums[tile.row(i) - firstRow] += placed.factor() * errors[i];
          }
        }
      }
      return converted(layer, firstRow, group, sums);
    };
  }

  private Group group(QWeighted layer, int firstRow) {
    return Objects.requireNonNull(groups.get(new Key(layer.name(), firstRow)));
  }

  private static double[] sums(Group group, int firstRow, int rows, long[] inputs) {
    double[] sums = new double[rows];
    for (Packing.Placed placed : group.tiles) {
      Tile tile = placed.tile();
      RealMatrix weights = group.shapes.get(placed.shape()).matrix;
      for (int i = 0; i < tile.rows(); i++) {
        double sum = 0;
        for (int k = 0; k < tile.columns(); k++) {
          sum += weights.getEntry(i, k) * inputs[tile.column(k)];
        }
        sums[tile.row(i) - firstRow] += placed.factor() * sum;
      }
    }
    return sums;
  }

  private static long[] converted(QWeighted layer, int firstRow, Group group, double[] sums) {
    long[] converted = new long[sums.length];
    for (int row = 0; row < converted.length; row++) {
      long bias = layer.bias().get(firstRow + row);
      long lowest = group.range.min() - bias;
      long highest = group.range.max() - bias;
      converted[row] = Math.max(lowest, Math.min(highest, Math.round(sums[row])));
    }
    return converted;
  }
}
