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

  @Test
  void theSameTableIsHtmlWithEscapedCells() {
    assertThat(new TextTable("layer", "inputs").add("<a> & b", 784).toHtml())
        .isEqualTo(
            """
            <table>
            <tr><th>layer</th><th class='number'>inputs</th></tr>
            <tr><td>&lt;a&gt; &amp; b</td><td class='number'>784</td></tr>
            </table>
            """);
  }
}
