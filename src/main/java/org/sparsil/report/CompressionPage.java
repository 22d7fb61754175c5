// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.List;
import org.sparsil.report.chart.Chart;
import org.sparsil.report.svg.Xml;

/**
 * A {@link CompressionReport} as one HTML page that needs nothing else: pictures are in it, and it
 * forbids itself scripts and the network.
 */
public final class CompressionPage {
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

  private CompressionPage() {}

  /**
   * The page.
   *
   * @param weights pictures of the weights
   */
  public static String print(CompressionReport report, List<? extends Chart> weights) {
    return new CompressionPage().page(report, weights);
  }

  private String page(CompressionReport report, List<? extends Chart> weights) {
    html.append(HEAD.formatted(Xml.escape(report.network() + ", compressed")));
    html.append("<body>\n<h1>%s</h1>\n".formatted(Xml.escape(report.network())));
    paragraph(report.summary());
    paragraph("Seed %d; %s.".formatted(report.seed(), report.data()));
    section("What was done");
    table(report.stepTable());
    section("On the test set");
    table(report.testTable());
    section("On the validation set");
    table(report.stageTable());
    if (!report.history().epochs().isEmpty()) {
      section("Training");
      figure(report.history().chart("Accuracy and loss"));
    }
    report
        .sweep()
        .ifPresent(
            sweep -> {
              section("Other numbers of clusters");
              figure(sweep.chart("Accuracy over clusters"));
            });
    if (!weights.isEmpty()) {
      section("Weights");
      weights.forEach(this::figure);
    }
    section("What is left");
    html.append("<pre>%s</pre>\n".formatted(Xml.escape(report.sparsity().toString())));
    section("Bytes");
    table(report.bytesTable());
    if (!report.codebooks().isEmpty()) {
      section("What shared weights cost in hardware");
      table(CodebookCost.table(report.codebooks()));
    }
    report
        .digitSweep()
        .ifPresent(
            sweep -> {
              section("Other numbers of signed digits");
              table(sweep.table());
            });
    return html.append("</body>\n</html>\n").toString();
  }

  private void section(String title) {
    html.append("<h2>%s</h2>\n".formatted(Xml.escape(title)));
  }

  private void paragraph(String text) {
    html.append("<p>%s</p>\n".formatted(Xml.escape(text)));
  }

  private void table(TextTable table) {
    html.append("<div class='wide'>\n%s</div>\n".formatted(table.toHtml()));
  }

  private void figure(Chart chart) {
    html.append("<figure class='wide'>\n%s</figure>\n".formatted(chart.toSvg()));
  }
}
