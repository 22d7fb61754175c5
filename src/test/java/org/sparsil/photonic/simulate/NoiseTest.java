// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.diag.UserException;

final class NoiseTest {
  @Test
  void whatIsNotNamedIsZero() {
    assertThat(Noise.parse("--noise", "phase=0.01, splitter=5e-3"))
        .isEqualTo(new Noise(0.01, 0.005, 0, 0, 0));
    assertThat(Noise.parse("--noise", "")).isEqualTo(Noise.NONE);
  }

  @Test
  void itsTextIsReadBack() {
    Noise noise = new Noise(0.01, 0.02, 0.03, 0.04, 0.05);
    assertThat(Noise.parse("--noise", noise.toString())).isEqualTo(noise);
    assertThat(noise.times(2)).isEqualTo(new Noise(0.02, 0.04, 0.06, 0.08, 0.1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "phases=1 | 'phases=1' is not one of [phase, splitter, loss, crosstalk, detector]",
        "phase | 'phase' is not one of",
        "phase=1, | '' is not one of",
        "phase=a | phase is 'a', expected a number",
        "phase=-1 | phase is -1.0, expected 0 or more",
        "phase=NaN | phase is NaN, expected 0 or more",
        "loss=1,loss=2 | loss is given twice",
        "crosstalk=1 | crosstalk is 1.0, expected less than 1"
      })
  void mistakesAreNamed(String text, String message) {
    assertThatThrownBy(() -> Noise.parse("--noise", text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--noise: error: " + message);
  }
}
