// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

/** A picture of numbers. */
public sealed interface Chart permits BarChart, Histogram, LineChart {
  /** Stands above the picture. */
  String title();

  /** The picture: a document of its own that can also stand in an HTML page. */
  String toSvg();
}
