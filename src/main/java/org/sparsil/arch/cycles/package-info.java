// SPDX-License-Identifier: Apache-2.0
/**
 * Predicts the cycles of a design by running its control, cycle by cycle, without its data.
 *
 * <p>Why: stages wait for each other, fill while others drain and share what hides behind what;
 * formulas for a chain of line buffers are wrong in the corners. The classes here are twins of the
 * control cells: the same registers, moved on by the same rules, so that a prediction is exact for
 * every network, and a test compares it with simulation for each. What a cell computes is left out,
 * which makes the model a thousand times faster than a simulator.
 */
@NullMarked
package org.sparsil.arch.cycles;

import org.jspecify.annotations.NullMarked;
