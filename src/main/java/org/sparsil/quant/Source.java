// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.tensor.Shape;

/**
 * What a layer reads.
 *
 * @param name of the integer value
 * @param shape as it streams
 * @param range all integers that it can take
 * @param statistics of the float value that it stands for
 */
record Source(
    String name, Shape shape, FixedPoint format, Interval range, ValueStatistics statistics) {}
