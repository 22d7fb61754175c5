// SPDX-License-Identifier: Apache-2.0
/**
 * Programs on devices: patterns of couplers placed on a device's units, the phases that they are
 * driven with, and what the whole mesh then does to light.
 *
 * <p>Why placed on the graph: a pattern is laid along a device's links from one unit on, and these
 * determine everything else. Names and coordinates play no part, so any device with enough
 * honeycomb in it will do, in any of its orientations, and around faulty units.
 *
 * <p>Why the whole mesh is solved: light that leaks out of a program's lines goes through every
 * other unit, backwards too, and comes back. A product of columns would not see that. The linear
 * system {@code (I - C S) a = in} is sparse; the order of its elimination depends on the links only
 * and is made once per device. Pivots are taken from the diagonal: units are passive, so every part
 * of the system has a Hermitian part that is not negative, and such a matrix needs no exchanges.
 *
 * <p>Why lines go on in the cross state: an undriven unit lets both lines pass straight, so an
 * input or output inside the device reaches the outside over idle units without any power.
 */
@NullMarked
package org.sparsil.photonic.mesh;

import org.jspecify.annotations.NullMarked;
