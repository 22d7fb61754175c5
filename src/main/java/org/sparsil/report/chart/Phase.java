// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

/**
 * A part of the x axis: a line where it starts, with its name above.
 *
 * @param start where it starts; it ends where the next one does
 */
public record Phase(String name, double start) {}
