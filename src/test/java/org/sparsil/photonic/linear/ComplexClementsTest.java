// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComplexClementsTest {
  private static final double TOLERANCE = 1e-13;

  /** An independent script's decompositions, in the same convention. */
  @Test
  void publishedDecompositionsAreTheirUnitaries() {
    JsonNode cases =
        JsonMapper.shared()
            .readTree(SharedData.require("photonic-vectors/hex_vectors.json").toFile());
    assertThat(cases.size()).isEqualTo(4);
    for (JsonNode one : cases) {
      int n = one.get("n").asInt();
      ComplexMatrix unitary =
          ComplexMatrix.adopt(n, n, elements(one.get("U_re")), elements(one.get("U_im")));
      ColumnSchedule schedule = new ColumnSchedule(n);
      List<PhaseCoupler> couplers = new ArrayList<>();
      for (JsonNode coupler : one.get("clements_TFF")) {
        int mode = coupler.get(0).asInt();
        couplers.add(
            new PhaseCoupler(
                schedule.place(mode), mode, coupler.get(1).asDouble(), coupler.get(2).asDouble()));
      }
      List<Double> phases = new ArrayList<>();
      one.get("out_phase").forEach(phase -> phases.add(phase.asDouble()));
      ComplexMesh published = new ComplexMesh(n, couplers, phases);
      assertThat(error(published, unitary)).isLessThanOrEqualTo(1e-14);
      ComplexMesh own = ComplexClements.decompose(unitary);
      assertThat(error(own, unitary)).isLessThanOrEqualTo(1e-14);
      assertThat(own.couplers()).hasSameSizeAs(couplers);
    }
  }

  private static double[] elements(JsonNode rows) {
    List<Double> all = new ArrayList<>();
    rows.forEach(row -> row.forEach(element -> all.add(element.asDouble())));
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double error(ComplexMesh mesh, ComplexMatrix unitary) {
    return mesh.matrix().subtract(unitary).maxNorm();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11, 12})
  void degenerateMatricesWithAndWithoutPhasesComeBack(int n) {
    ComplexMatrix left = SampleMatrices.phases(n, i -> 0.7 * i - 1);
    ComplexMatrix imaginary = SampleMatrices.phases(n, i -> i % 2 == 0 ? Math.PI / 2 : Math.PI);
    SampleMatrices.orthogonal(n)
        .forEach(
            (name, matrix) -> {
              ComplexMatrix real = ComplexMatrix.ofReal(matrix);
              for (ComplexMatrix unitary :
                  List.of(
                      real,
                      left.multiply(real),
                      real.multiply(imaginary),
                      imaginary.multiply(real).multiply(left))) {
                ComplexMesh mesh = ComplexClements.decompose(unitary);
                assertThat(error(mesh, unitary)).as(name).isLessThanOrEqualTo(TOLERANCE);
                assertThat(mesh.couplers())
                    .allSatisfy(one -> assertThat(one.theta()).isBetween(0.0, Math.PI))
                    .allSatisfy(one -> assertThat(one.phi()).isBetween(-Math.PI, Math.PI));
              }
            });
  }

  @Test
  void thousandsOfRandomMatricesOfElevenModesComeBack() {
    Random random = new Random(3);
    double worst = 0;
    for (int round = 0; round < 3_000; round++) {
      ComplexMatrix unitary = SampleMatrices.randomUnitary(11, random);
      worst = Math.max(worst, error(ComplexClements.decompose(unitary), unitary));
    }
    assertThat(worst).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void largeMatricesComeBack() {
    ComplexMatrix unitary = SampleMatrices.randomUnitary(100, new Random(4));
    assertThat(error(ComplexClements.decompose(unitary), unitary)).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void couplersFillTheRectangle() {
    ComplexMesh mesh = ComplexClements.decompose(SampleMatrices.randomUnitary(11, new Random(5)));
    assertThat(mesh.couplers().stream().map(one -> List.of(one.column(), one.mode())).distinct())
        .hasSize(55);
    assertThat(mesh.couplers())
        .allSatisfy(one -> assertThat((one.column() - one.mode()) % 2).isZero())
        .allSatisfy(one -> assertThat(one.column()).isLessThan(11));
  }

  @Test
  void whatIsNotUnitaryIsRefused() {
    ComplexMatrix twice = ComplexMatrix.identity(3).scale(0, 2);
    assertThatThrownBy(() -> ComplexClements.decompose(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the matrix is not unitary: |U U^H - I| = 3.0 > 1.0E-9");
    ComplexMatrix nan = ComplexMatrix.of(2, 2, new double[4], new double[] {0, 0, Double.NaN, 0});
    assertThatThrownBy(() -> ComplexClements.decompose(nan))
        .hasMessage("the element at row 1, column 0 is NaN");
    ComplexMatrix wide = ComplexMatrix.of(1, 2, new double[2], new double[2]);
    assertThatThrownBy(() -> ComplexClements.decompose(wide))
        .hasMessage("a square matrix was expected, got 1 x 2");
  }

  @Test
  void meshesAreChecked() {
    assertThatThrownBy(
            () -> new ComplexMesh(2, List.of(new PhaseCoupler(1, 1, 0, 0)), List.of(0.0, 0.0)))
        .hasMessageContaining("outside of 2 modes");
    assertThatThrownBy(() -> new ComplexMesh(2, List.of(), List.of(0.0)))
        .hasMessage("2 outputs have 1 phases");
    assertThatThrownBy(() -> new ComplexMesh(1, List.of(), List.of(Double.NaN)))
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> new PhaseCoupler(0, 0, Double.POSITIVE_INFINITY, 0))
        .hasMessageContaining("not finite");
  }
}
