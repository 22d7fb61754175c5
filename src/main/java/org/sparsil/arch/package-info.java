// SPDX-License-Identifier: Apache-2.0
/**
 * Decides the hardware: which engine computes each layer, how wide everything is, and how many
 * cycles it takes.
 *
 * <p>Why: a stage states its timing beside the decision that causes it, so the cycle model cannot
 * drift away from the hardware; a test compares every prediction with simulation, to the cycle.
 * Stages are isolated by small output memories and double-buffered sums, so that the interval of a
 * chain is the largest interval of its stages and latencies add up.
 */
@NullMarked
package org.sparsil.arch;

import org.jspecify.annotations.NullMarked;
