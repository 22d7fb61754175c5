// SPDX-License-Identifier: Apache-2.0
/**
 * Drives that allow for what is known of a device's imperfections: heat that reaches neighbours,
 * splitters that do not halve.
 *
 * <p>Why no linear program for crosstalk: all ways of light cross the same columns, so the phase
 * that a column's units have in common is free, and the drives of least power follow from lowering
 * each column until one of its arms is undriven. Heat couples the columns weakly, and repeating
 * that converges in a few steps. Where coefficients are not negative it ends at the linear
 * program's optimum: every other solution has at least as much common phase in each column.
 *
 * <p>Why patterns of n modes only: the ways through a diamond differ in the columns that they
 * cross, so it has no free phases.
 *
 * <p>Why unreachable couplers are counted: splitters that do not halve leave no full cross and no
 * full bar, so a matrix with many zeros, the identity above all, gains nothing; nor do idle units
 * where two lines cross.
 */
@NullMarked
package org.sparsil.photonic.compensate;

import org.jspecify.annotations.NullMarked;
