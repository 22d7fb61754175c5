// SPDX-License-Identifier: Apache-2.0
/**
 * Matrices as meshes of two-mode couplers, without any device.
 *
 * <p>Light passes a coupler once, in list order; a coupler spans two neighbouring modes. There are
 * three meshes:
 *
 * <ul>
 *   <li>{@link org.sparsil.photonic.linear.RealMesh}: a real orthogonal matrix in the rectangle of
 *       Clements et al. (Optica 3, 1460, 2016), without a single phase shifter;
 *   <li>{@link org.sparsil.photonic.linear.ComplexMesh}: a unitary matrix in the same rectangle,
 *       with a phase per coupler and per output;
 *   <li>{@link org.sparsil.photonic.linear.ContractionMesh}: any real matrix whose spectral norm is
 *       at most 1 in one pass through a diamond with a coupler per element.
 * </ul>
 *
 * <p>A matrix that is not orthogonal comes to the rectangle by {@link
 * org.sparsil.photonic.linear.ThinSvd} (two passes) or by {@link
 * org.sparsil.photonic.linear.OrthogonalDilation} (one pass with more modes).
 *
 * <p>Why: angles come from {@code atan2} and nothing is divided, so that identities, permutations
 * and zeros, which pruned networks are full of, give finite angles like any other matrix. Angles of
 * a decomposition are not unique (neither are singular vectors): compare meshes by their {@code
 * matrix()} only. Records hold lists instead of arrays; a mesh has at most a few hundred thousand
 * couplers, and the decompositions themselves work on arrays.
 */
@NullMarked
package org.sparsil.photonic.linear;

import org.jspecify.annotations.NullMarked;
