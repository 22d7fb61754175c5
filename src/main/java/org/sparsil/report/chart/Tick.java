// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

/** A marked value of an axis. */
record Tick(double value, String label) {}
