// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.svg;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A picture on white ground that is being written, one element per line. Positions are pixels from
 * the upper left corner. A style is the rest of the element's attributes as XML writes them, such
 * as {@code fill='none' stroke='#222222'}: the program's own words, never a user's.
 */
public final class Svg {
  private final StringBuilder text = new StringBuilder();

  /** Starts a picture in which letters are 12 pixels high unless said otherwise. */
  public Svg(double width, double height, String fontFamily) {
    String right = number(width);
    String bottom = number(height);
    text.append("<svg xmlns='http://www.w3.org/2000/svg'")
        .append(" width='%s' height='%s'".formatted(right, bottom))
        .append(" viewBox='0 0 %s %s'".formatted(right, bottom))
        .append(" font-family='%s' font-size='12'>\n".formatted(fontFamily));
    rectangle(0, 0, width, height, "fill='#ffffff'");
  }

  public Svg line(double x1, double y1, double x2, double y2, String style) {
    return element("line", coordinates("x1", x1, "y1", y1, "x2", x2, "y2", y2), style);
  }

  public Svg rectangle(double x, double y, double width, double height, String style) {
    return element("rect", coordinates("x", x, "y", y, "width", width, "height", height), style);
  }

  public Svg path(Path path, String style) {
    return element("path", " d='" + path + "'", style);
  }

  /** Text whose base line starts, or what {@code text-anchor} says, at a position. */
  public Svg text(double x, double y, String content, String style) {
    text.append("<text x='%s' y='%s' %s>".formatted(number(x), number(y), style))
        .append(Xml.escape(content))
        .append("</text>\n");
    return this;
  }

  /** Text that is read from below to above. */
  public Svg textUpwards(double x, double y, String content, String style) {
    return text(
        x, y, content, style + " transform='rotate(-90 %s %s)'".formatted(number(x), number(y)));
  }

  /** The picture; nothing can be added after. */
  public String finish() {
    return text.append("</svg>\n").toString();
  }

  /** A coordinate, to a tenth of a pixel, as short as can be. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private Svg element(String name, String attributes, String style) {
    text.append("<%s%s %s/>\n".formatted(name, attributes, style));
    return this;
  }

  private static String coordinates(Object... namesAndValues) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      attributes.append(
          " %s='%s'".formatted(namesAndValues[i], number((double) namesAndValues[i + 1])));
    }
    return attributes.toString();
  }
}
