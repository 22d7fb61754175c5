// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void wordsGoLeftAndNumbersRight() {
    String text =
        new TextTable("layer", "density", "inputs", "output")
            .add("fc1", "8.0 %", 784, "u8")
            .add("classes", "-", 10, "u4")
            .print();

    assertThat(text)
        .isEqualTo(
            """
            layer    density  inputs  output
            fc1        8.0 %     784  u8
            classes        -      10  u4
            """);
  }

  @Test
  void aRowHasACellForEachTitle() {
    assertThatThrownBy(() -> new TextTable("a", "b").add("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
