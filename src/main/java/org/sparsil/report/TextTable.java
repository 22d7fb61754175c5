// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sparsil.report.svg.Xml;

/**
 * A table, printed as columns of text: words to the left, numbers to the right.
 *
 * <pre>
 * layer  engine  inputs
 * fc1    serial     784
 * </pre>
 */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... titles) {
    rows.add(List.of(titles));
  }

  /** Adds a row, with as many cells as there are titles. */
  public TextTable add(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    if (row.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(row.size() + " cells for titles " + rows.get(0));
    }
    rows.add(row);
    return this;
  }

  /** The lines, without blanks at their ends. */
  public String print() {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(i == 0 ? "" : "  ").append(aligned(row.get(i), widths.get(i), isNumeric(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The same as an HTML table; cells of numbers have the class {@code number}. */
  public String toHtml() {
    StringBuilder html = new StringBuilder("<table>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String tag = row == rows.get(0) ? "th" : "td";
        html.append("<%s%s>".formatted(tag, isNumeric(i) ? " class='number'" : ""))
            .append(Xml.escape(row.get(i)))
            .append("</%s>".formatted(tag));
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  private boolean isNumeric(int column) {
    return rows.stream()
        .skip(1)
        .map(row -> row.get(column))
        .allMatch(cell -> cell.matches("|-|[-+]?[0-9][0-9.,]*( ?%)?"));
  }

  private static String aligned(String cell, int width, boolean right) {
    String blanks = " ".repeat(width - cell.length());
    return right ? blanks + cell : cell + blanks;
  }
}
