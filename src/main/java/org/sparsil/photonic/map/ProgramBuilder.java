// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.linear.ContractionDecomposition;
import org.sparsil.photonic.linear.ContractionMesh;
import org.sparsil.photonic.linear.OrthogonalDilation;
import org.sparsil.photonic.linear.RealClements;
import org.sparsil.photonic.linear.RealMesh;
import org.sparsil.photonic.linear.ThinSvd;
import org.sparsil.photonic.mesh.DiamondPattern;
import org.sparsil.photonic.mesh.Placement;
import org.sparsil.photonic.mesh.RealPattern;

/** Builds the programs of bins of shapes, one bin after the other. */
final class ProgramBuilder {
  private final DeviceMeshes meshes;
  private final List<Program> programs = new ArrayList<>();

  ProgramBuilder(DeviceMeshes meshes) {
    this.meshes = meshes;
  }

  List<Program> programs() {
    return programs;
  }

  /** The shapes of a packing, mapped, by their indices. */
  List<MappedShape> add(Packing packing) {
    Map<Integer, MappedShape> mapped = new TreeMap<>();
    for (Packing.Bin bin : packing.bins()) {
      List<TileShape> shapes = bin.shapes().stream().map(packing.shapes()::get).toList();
      List<MappedShape> ofBin =
          switch (bin.kind()) {
            case DILATION -> dilations(shapes);
            case SVD1 -> List.of(diamond(shapes.get(0)));
            case SVD2 -> twoPasses(shapes);
          };
      for (int i = 0; i < shapes.size(); i++) {
        mapped.put(bin.shapes().get(i), ofBin.get(i));
      }
    }
    return List.copyOf(mapped.values());
  }

  private List<MappedShape> dilations(List<TileShape> shapes) {
    Blocks blocks = new Blocks();
    List<MappedShape> mapped = new ArrayList<>();
    for (TileShape shape : shapes) {
      RealMatrix weights = weights(shape);
      double norm = ThinSvd.of(weights).norm();
      int first = blocks.add(OrthogonalDilation.of(weights.scalarMultiply(1 / norm)));
      Pass pass =
          new Pass(programs.size(), range(first, shape.columns()), range(first, shape.rows()));
      mapped.add(new MappedShape(shape, norm, List.of(pass), List.of()));
    }
    programs.add(orthogonal(blocks));
    return mapped;
  }

  private MappedShape diamond(TileShape shape) {
    RealMatrix weights = weights(shape);
    double norm = ThinSvd.of(weights).norm();
    ContractionMesh mesh = ContractionDecomposition.decompose(weights.scalarMultiply(1 / norm));
    Placement placement = meshes.diamond(shape.rows(), shape.columns()).orElseThrow();
    Pass pass = new Pass(programs.size(), range(0, shape.columns()), range(0, shape.rows()));
    programs.add(
        new Program(
            id(),
            placement,
            placement.onDevice(((DiamondPattern) placement.pattern()).drives(mesh)),
            mesh.signs(),
            mesh.matrix()));
    return new MappedShape(shape, norm, List.of(pass), List.of());
  }

  private List<MappedShape> twoPasses(List<TileShape> shapes) {
    Blocks right = new Blocks();
    Blocks left = new Blocks();
    List<MappedShape> mapped = new ArrayList<>();
    for (TileShape shape : shapes) {
      ThinSvd svd = ThinSvd.of(weights(shape));
      int firstRight = right.add(svd.completeV().transpose());
      int firstLeft = left.add(svd.completeU());
      List<Pass> passes =
          List.of(
              new Pass(
                  programs.size(),
                  range(firstRight, shape.columns()),
                  range(firstRight, svd.rank())),
              new Pass(
                  programs.size() + 1,
                  range(firstLeft, svd.rank()),
                  range(firstLeft, shape.rows())));
      List<Double> sigma =
          IntStream.range(0, svd.rank()).mapToObj(k -> svd.sigma(k) / svd.norm()).toList();
      mapped.add(new MappedShape(shape, svd.norm(), passes, sigma));
    }
    programs.add(orthogonal(right));
    programs.add(orthogonal(left));
    return mapped;
  }

  private Program orthogonal(Blocks blocks) {
    Placement placement = meshes.real(blocks.size);
    RealPattern pattern = (RealPattern) placement.pattern();
    RealMesh mesh = RealClements.decompose(blocks.matrix(pattern.modes()));
    return new Program(
        id(), placement, placement.onDevice(pattern.drives(mesh)), mesh.signs(), mesh.matrix());
  }

  private String id() {
    return "p" + programs.size();
  }

  private static RealMatrix weights(TileShape shape) {
    RealMatrix weights = new Array2DRowRealMatrix(shape.rows(), shape.columns());
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        weights.setEntry(row, column, shape.weight(row, column));
      }
    }
    return weights;
  }

  private static List<Integer> range(int first, int count) {
    return IntStream.range(first, first + count).boxed().toList();
  }

  /** Matrices side by side on the diagonal. */
  private static final class Blocks {
    private final List<RealMatrix> blocks = new ArrayList<>();
    private int size;

    /** Where the block begins. */
    int add(RealMatrix block) {
      int first = size;
      blocks.add(block);
      size += block.getRowDimension();
      return first;
    }

    /** With ones in what is left of the diagonal. */
    RealMatrix matrix(int modes) {
      RealMatrix all = MatrixUtils.createRealIdentityMatrix(modes);
      int first = 0;
      for (RealMatrix block : blocks) {
        all.setSubMatrix(block.getData(), first, first);
        first += block.getRowDimension();
      }
      return all;
    }
  }
}
