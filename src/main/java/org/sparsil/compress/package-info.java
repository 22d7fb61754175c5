// SPDX-License-Identifier: Apache-2.0
/**
 * Float-to-float passes: they bring a network into the form that hardware computes.
 *
 * <p>Why: every pass is one rule, before and after, that leaves what the network computes
 * unchanged; {@link org.sparsil.compress.Passes} is the one list of them, with the reason for their
 * order. From the second pass on a value is a vector or an image as its elements stream, so that an
 * image has one order from there to hardware. What integers can and cannot hold is not decided here
 * but in {@code quant}. Two rules exist for the sake of what comes later: batch normalization is
 * <em>not</em> folded into weights of few distinct values when that would multiply their number
 * (the integer network applies it behind the accumulator, so the codebook stays small), and it is
 * spread over {@code weightScale} instead of over the integers that the weights stand for.
 */
@NullMarked
package org.sparsil.compress;

import org.jspecify.annotations.NullMarked;
