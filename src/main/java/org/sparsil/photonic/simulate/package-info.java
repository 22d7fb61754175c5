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
 *
 * <p>Why a device is drawn once and its programs apart: splitters and losses come from the fab and
 * are the same for every program; errors of writing differ each time. Every draw has its own source
 * of random numbers, and so has every frame's detection, so that results depend on seeds and on
 * nothing else.
 *
 * <p>Why a reference phase per program: the phase that all ways have in common is not the matrix's
 * but the reference's, and heat shifts it with every program; coherent detection is adjusted to it.
 */
@NullMarked
package org.sparsil.photonic.simulate;

import org.jspecify.annotations.NullMarked;
