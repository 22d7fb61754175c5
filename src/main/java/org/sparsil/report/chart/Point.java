// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

/** Where a curve passes. A curve is interrupted where its axes cannot show a point. */
public record Point(double x, double y) {}
