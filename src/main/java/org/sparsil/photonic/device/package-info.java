// SPDX-License-Identifier: Apache-2.0
/**
 * Photonic devices as data: tunable units with four ports each, the links between ports, the ports
 * to the outside, and what each unit does to light; from JSON files, some of them built in.
 *
 * <p>Why: a mesh is nothing but its graph of ports. Everything that places or simulates a program
 * follows links, never names or coordinates, so a device with another outline, or with faulty
 * units, needs a file and no code. Coordinates are for pictures.
 *
 * <p>Why the file is checked twice: its JSON schema says what each value looks like, with the path
 * of every mistake; what relates values to each other (ports that are linked twice, light that
 * finds no way out) is checked afterwards, all mistakes at once too.
 */
@NullMarked
package org.sparsil.photonic.device;

import org.jspecify.annotations.NullMarked;
