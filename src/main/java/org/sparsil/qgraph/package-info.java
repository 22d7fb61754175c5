// SPDX-License-Identifier: Apache-2.0
/**
 * The integer network, exactly as hardware computes it.
 *
 * <p>Why: nothing here knows a real number but as a note ({@link
 * org.sparsil.qgraph.FixedPoint#scale}). Accumulators are exact; range analysis over the actual
 * weights proves how wide they must be, so nothing ever wraps. Rounding and saturation exist once,
 * in {@link org.sparsil.qgraph.Rounding} and {@link org.sparsil.qgraph.Requantize}, and once in
 * Verilog, in the cell {@code nn_requantize}. Stream elements are at most 32 bits wide and fit an
 * {@code int}.
 *
 * <p>Any value may be read by several layers, and some layers read several values. Those that only
 * move integers (concatenation, padding, gathering) keep their format: to change it is another
 * layer's business, so that each rounding is visible. One gathering with loops says enlarging,
 * depth-to-space and transposition, as hardware needs a buffer and an address counter for each.
 */
@NullMarked
package org.sparsil.qgraph;

import org.jspecify.annotations.NullMarked;
