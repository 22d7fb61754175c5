// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Optional;

/** An {@link ExplorationReport} as one HTML page. */
public final class ExplorationPage {
  private ExplorationPage() {}

  /**
   * The page.
   *
   * @param waves the picture of the line buffers at work, if they were simulated
   */
  public static String print(ExplorationReport report, Optional<String> waves) {
    HtmlPage page =
        new HtmlPage(report.network() + ", line buffers", report.network())
            .paragraph(report.summary())
            .section("Line buffers compared")
            .table(report.table())
            .paragraph(
                "Fill: first beat in to first beat out. Drain: last beat in to last beat out."
                    + " Latency: first beat in to last beat out. Interval: frame to frame.");
    report.leftOut().forEach(page::paragraph);
    page.figure(report.chart());
    waves.ifPresent(
        picture ->
            page.section("The buffers at work")
                .paragraph(
                    "The first convolution on a small image: which buffer is filled, which are"
                        + " read, and when the multipliers work. The folder 'waves' has all"
                        + " signals.")
                .figure(picture));
    return page.finish();
  }
}
