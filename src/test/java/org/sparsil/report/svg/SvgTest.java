// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.svg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTest {
  @Test
  void numbersAreToATenthAndAsShortAsCanBe() {
    assertThat(Svg.number(12)).isEqualTo("12");
    assertThat(Svg.number(0.25)).isEqualTo("0.2");
    assertThat(Svg.number(-0.04)).isEqualTo("0");
    assertThat(Svg.number(1200)).isEqualTo("1200");
    assertThat(Svg.number(-7.96)).isEqualTo("-8");
  }

  @Test
  void textIsEscapedAndWhatXmlCannotHoldIsReplaced() {
    assertThat(Xml.escape("a<b> & \"c\" 'd'"))
        .isEqualTo("a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    assertThat(Xml.escape("bell \u0007, half a pair \ud83d, a pair \ud83d\ude00"))
        .isEqualTo("bell ?, half a pair ?, a pair \ud83d\ude00");
  }

  @Test
  void elementsComeInTheOrderInWhichTheyArePainted() {
    assertThat(
            new Svg(10, 20, "monospace")
                .line(0, 1, 2, 3.5, "stroke='red'")
                .path(new Path().move(1, 2).line(3, 4).dot(5, 6), "fill='none'")
                .textUpwards(4, 5, "<x>", "fill='red'")
                .finish())
        .isEqualTo(
            """
            <svg xmlns='http://www.w3.org/2000/svg' width='10' height='20' viewBox='0 0 10 20' font-family='monospace' font-size='12'>
            <rect x='0' y='0' width='10' height='20' fill='#ffffff'/>
            <line x1='0' y1='1' x2='2' y2='3.5' stroke='red'/>
            <path d='M1 2L3 4M5 6h0' fill='none'/>
            <text x='4' y='5' fill='red' transform='rotate(-90 4 5)'>&lt;x&gt;</text>
            </svg>
            """);
  }
}
