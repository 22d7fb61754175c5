// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

class NetworkComparisonTest {
  private static final FixedPoint HALVES = new FixedPoint(true, 8, 0.5, 1);

  @Test
  void comparesClassesAndOutputs() {
    NetworkComparison comparison =
        NetworkComparison.of(
            List.of(FloatTensor.vector(3, 0), FloatTensor.vector(0, 4)),
            List.of(IntTensor.vector(7, 1), IntTensor.vector(9, 7)), // 3, 0 and 4, 3
            HALVES,
            false,
            Optional.of(IntTensor.vector(0, 1)));

    assertThat(comparison.floatAccuracy()).contains(1.0);
    assertThat(comparison.integerAccuracy()).contains(0.5);
    assertThat(comparison.agreement()).isEqualTo(0.5);
    assertThat(comparison.relativeError().orElseThrow())
        .isEqualTo(Math.sqrt((16 + 1) / 25.0), within(1e-9));
    assertThat(comparison.print())
        .isEqualTo(
            """
            accuracy of the float network     100.00 %
            accuracy of the integer network    50.00 %
            both say the same class            50.00 %
            relative error of the outputs      82.46 %
            """);
  }

  @Test
  void aClassNumberIsAClassAlready() {
    FixedPoint number = new FixedPoint(false, 4, 1, 0);

    NetworkComparison comparison =
        NetworkComparison.of(
            List.of(FloatTensor.vector(7)),
            List.of(IntTensor.vector(7)),
            number,
            true,
            Optional.of(IntTensor.vector(7)));

    assertThat(comparison.integerAccuracy()).contains(1.0);
    assertThat(comparison.relativeError()).isEmpty();
  }

  @Test
  void aSingleOutputIsClassOneFromOneHalfOn() {
    assertThat(Classes.of(List.of(FloatTensor.vector(0.49f), FloatTensor.vector(0.5f)), false))
        .isEqualTo(IntTensor.vector(0, 1));
  }
}
