// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.List;

/** What all charts have in common: colours and letters. */
final class Look {
  static final String FONT = "Helvetica, Arial, sans-serif";
  static final String INK = "#222222";
  static final String MUTED = "#57606a";
  static final String GRID = "#e6e6e6";
  static final String FRAME = "#8c959f";

  /** Blue, orange, green, purple, pink, brown: of different lightness too. */
  static final List<String> COLOURS =
      List.of("#0969da", "#d4580a", "#1a7f37", "#8250df", "#bf3989", "#7d4e00");

  static final String TITLE = "font-weight='bold' font-size='14' fill='" + INK + "'";
  static final String HEADING = "font-weight='bold' fill='" + INK + "'";
  static final String LABEL = "fill='" + INK + "'";
  static final String SMALL = "font-size='11' fill='" + MUTED + "'";

  /** Of a letter on average, as a part of the letters' height. */
  private static final double LETTER_WIDTH = 0.58;

  private Look() {}

  static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  /** About how many pixels a text is wide. */
  static double width(String text, double fontSize) {
    return text.codePointCount(0, text.length()) * fontSize * LETTER_WIDTH;
  }

  /** The text, cut with an ellipsis where it would be wider than so many pixels. */
  static String fitting(String text, double width, double fontSize) {
    int most = Math.max(1, (int) (width / (fontSize * LETTER_WIDTH)));
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
