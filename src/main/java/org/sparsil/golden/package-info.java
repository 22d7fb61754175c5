// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the integer network bit by bit: what comes out here is what hardware must give.
 *
 * <p>Why: there are two ways to run. {@link org.sparsil.golden.Interpreter} is the specification:
 * one frame, exact arithmetic, every formula as the network's records state it. {@link
 * org.sparsil.golden.BlockRunner} is for thousands of frames: it takes blocks of 64 frames with the
 * frame as the innermost axis, so that each surviving weight multiplies a row of 64 numbers, which
 * the virtual machine turns into vector instructions; sparse and dense layers then share one
 * kernel, and a pruned weight costs nothing. A convolution is that kernel again, for each window of
 * an image. Concatenation, padding and gathering only move such rows. Accumulators are 32 bits wide
 * where range analysis proves that they fit, else 64. Tests hold the two equal.
 */
@NullMarked
package org.sparsil.golden;

import org.jspecify.annotations.NullMarked;
