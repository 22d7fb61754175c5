// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.svg;

/** Text within XML and HTML, whatever characters it holds. */
public final class Xml {
  private Xml() {}

  /** The text with a question mark for each character that XML 1.0 cannot hold. */
  public static String printable(String text) {
    return text.replaceAll(
        "[^\\t\\n\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }

  /** The same, written so that it can stand between tags and in a quoted attribute. */
  public static String escape(String text) {
    return printable(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
