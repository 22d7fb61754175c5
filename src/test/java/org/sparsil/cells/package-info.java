// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the benches and the proofs of the hand-written cells.
 *
 * <p>Why: a cell is a module of its own with a documented behaviour, so it is tested alone, with
 * parameters that the compiler would rarely choose; each bench is tested too, by faults that it
 * must find. A bench sees some of what can happen; where control can go wrong in rare orders of
 * events, small cells are proved for all of them.
 */
@NullMarked
package org.sparsil.cells;

import org.jspecify.annotations.NullMarked;
