// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import org.sparsil.report.chart.Chart;
import org.sparsil.report.svg.Xml;

/**
 * An HTML page that is being written and needs nothing else: pictures are in it, and it forbids
 * itself scripts and the network.
 */
final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang='en'>
      <head>
      <meta charset='utf-8'>
      <meta name='viewport' content='width=device-width, initial-scale=1'>
      <meta http-equiv='Content-Security-Policy' content="default-src 'none'; style-src 'unsafe-inline'">
      <title>%s</title>
      <style>
      :root { color-scheme: light dark; }
      body { max-width: 68rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
      h2 { margin-top: 2.5rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; }
      th, td { padding: .25rem .8rem; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }
      th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
      pre { overflow-x: auto; line-height: 1.35; }
      figure { margin: 1.5rem 0; }
      svg { max-width: 100%%; height: auto; border-radius: 6px; }
      </style>
      </head>
      """;

  private final StringBuilder html = new StringBuilder();

  HtmlPage(String title, String heading) {
    html.append(HEAD.formatted(Xml.escape(title)));
    html.append("<body>\n<h1>%s</h1>\n".formatted(Xml.escape(heading)));
  }

  HtmlPage section(String title) {
    html.append("<h2>%s</h2>\n".formatted(Xml.escape(title)));
    return this;
  }

  HtmlPage paragraph(String text) {
    html.append("<p>%s</p>\n".formatted(Xml.escape(text)));
    return this;
  }

  HtmlPage preformatted(String text) {
    html.append("<pre>%s</pre>\n".formatted(Xml.escape(text)));
    return this;
  }

  HtmlPage table(TextTable table) {
    html.append("<div class='wide'>\n%s</div>\n".formatted(table.toHtml()));
    return this;
  }

  HtmlPage figure(Chart chart) {
    return figure(chart.toSvg());
  }

  /** A picture in SVG, written by the program. */
  HtmlPage figure(String svg) {
    html.append("<figure class='wide'>\n%s</figure>\n".formatted(svg));
    return this;
  }

  /** The page; nothing can be added after. */
  String finish() {
    return html.append("</body>\n</html>\n").toString();
  }
}
