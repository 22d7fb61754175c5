// SPDX-License-Identifier: Apache-2.0
/**
 * Runs mapped networks on simulated meshes.
 *
 * <p>Why: light is linear, so a program is solved once for each state of the mesh, whatever the
 * number of frames; what it does to a tile then is a matrix, and {@link
 * org.sparsil.photonic.simulate.PhotonicProducts} takes the place of the golden model's exact
 * products. Everything else, biases, output stages, pooling, is the golden model itself. A
 * converter rounds each sum to the nearest integer, so that an ideal mesh gives the golden model's
 * integers.
 */
@NullMarked
package org.sparsil.photonic.simulate;

import org.jspecify.annotations.NullMarked;
