// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

/**
 * A value to compare curves with: a dashed line from left to right.
 *
 * @param name in the legend
 */
public record Reference(String name, double y) {}
