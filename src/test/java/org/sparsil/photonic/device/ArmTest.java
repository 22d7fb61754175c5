// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArmTest {
  @Test
  void theCurrentForAPhaseMakesThatPhase() {
    Random random = new Random(1);
    for (int draw = 0; draw < 1000; draw++) {
      Arm arm =
          new Arm(0.1 + random.nextDouble(), 0.1 * random.nextGaussian(), random.nextGaussian());
      double phase = arm.alpha() + Math.min(arm.reach(), 2 * Math.PI) * random.nextDouble();
      double current = arm.current(phase);
      assertThat(current).isNotNegative();
      assertThat(arm.phase(current)).isCloseTo(phase, within(1e-12));
    }
    assertThat(new Arm(2, 0, 0.5).current(0.5)).isZero();
    assertThat(new Arm(0, 2, 0).current(16)).isCloseTo(2, within(1e-12));
  }

  @Test
  void theReachIsTheTopOfTheCubic() {
    Arm arm = new Arm(3, -0.5, 1);
    assertThat(arm.reach()).isCloseTo(arm.phase(4) - 1, within(1e-12));
    assertThat(arm.phase(3.999)).isLessThan(arm.phase(4));
    assertThat(arm.phase(4.001)).isLessThan(arm.phase(4));
    assertThat(arm.current(1 + arm.reach())).isCloseTo(4, within(1e-6));
    assertThatThrownBy(() -> arm.current(1 + 1.001 * arm.reach()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> arm.current(0.9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> arm.current(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyARisingPhaseIncreases() {
    assertThat(new Arm(1, -1, 0).increases()).isTrue();
    assertThat(new Arm(0, 1, 0).increases()).isTrue();
    assertThat(new Arm(0, 0, 1).increases()).isFalse();
    assertThat(new Arm(-1, 1, 0).increases()).isFalse();
    assertThat(new Arm(0, -1, 0).reach()).isZero();
  }
}
