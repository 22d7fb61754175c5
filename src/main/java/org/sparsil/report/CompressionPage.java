// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.List;
import org.sparsil.report.chart.Chart;

/**
 * A {@link CompressionReport} as one HTML page that needs nothing else: pictures are in it, and it
 * forbids itself scripts and the network.
 */
public final class CompressionPage {
  private final HtmlPage page;

  private CompressionPage(CompressionReport report) {
    page = new HtmlPage(report.network() + ", compressed", report.network());
  }

  /**
   * The page.
   *
   * @param weights pictures of the weights
   */
  public static String print(CompressionReport report, List<? extends Chart> weights) {
    return new CompressionPage(report).page(report, weights);
  }

  private String page(CompressionReport report, List<? extends Chart> weights) {
    page.paragraph(report.summary());
    page.paragraph("Seed %d; %s.".formatted(report.seed(), report.data()));
    page.section("What was done");
    page.table(report.stepTable());
    page.section("On the test set");
    page.table(report.testTable());
    page.section("On the validation set");
    page.table(report.stageTable());
    if (!report.history().epochs().isEmpty()) {
      page.section("Training");
      page.figure(report.history().chart("Accuracy and loss"));
    }
    report
        .sweep()
        .ifPresent(
            sweep -> {
              page.section("Other numbers of clusters");
              page.figure(sweep.chart("Accuracy over clusters"));
            });
    if (!weights.isEmpty()) {
      page.section("Weights");
      weights.forEach(page::figure);
    }
    page.section("What is left");
    page.preformatted(report.sparsity().toString());
    page.section("Bytes");
    page.table(report.bytesTable());
    if (!report.codebooks().isEmpty()) {
      page.section("What shared weights cost in hardware");
      page.table(CodebookCost.table(report.codebooks()));
    }
    report
        .digitSweep()
        .ifPresent(
            sweep -> {
              page.section("Other numbers of signed digits");
              page.table(sweep.table());
            });
    return page.finish();
  }
}
