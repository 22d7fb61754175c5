// SPDX-License-Identifier: Apache-2.0
/**
 * Charts as SVG: curves with a common x axis, and how weights are distributed.
 *
 * <p>Why: a chart is a record of what it shows; all that it needs to look right (ranges, ticks,
 * room for labels) follows from the data, so that nobody who makes one has to choose pixels. Ticks
 * are multiples of 1, 2 or 5 times a power of ten. Long curves are thinned to their lowest and
 * highest points, which look the same and keep a picture small. Colours can be told apart by
 * colour-blind people and in print. A picture of the same data has the same bytes everywhere, and
 * names nothing that could clash when several stand in one page.
 */
@NullMarked
package org.sparsil.report.chart;

import org.jspecify.annotations.NullMarked;
