// SPDX-License-Identifier: Apache-2.0
/**
 * Maps the layers of an integer network onto a mesh: matrices become tiles, tiles become programs.
 *
 * <p>Why: writing the mesh takes milliseconds, light takes nanoseconds, so the number of programs
 * is what counts. Three kinds of tile compete. An orthogonal dilation takes {@code p + q − 1} modes
 * and one program, and several share one; a diamond of couplers takes one program of its own and up
 * to the size that the device's graph allows; two passes with the singular values between them in
 * electronics take two programs and all modes. {@link org.sparsil.photonic.map.DenseTiling} finds
 * the fewest programs for matrices whose zeros are everywhere alike, {@link
 * org.sparsil.photonic.map.SparseTiling} gathers the surviving weights of pruned ones; the better
 * of both is taken, matrix by matrix. Tiles that are multiples of each other are one tile.
 */
@NullMarked
package org.sparsil.photonic.map;

import org.jspecify.annotations.NullMarked;
