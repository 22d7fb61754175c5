// SPDX-License-Identifier: Apache-2.0
/**
 * Reads mapping files as a stranger would and checks all that they say.
 *
 * <p>Why on its own: it shares with the writer nothing but the schema and the device file, so that
 * a misunderstanding of either is found here. Light is not solved for but followed through the
 * units of the device, round by round, until nothing changes any more: another way to the same
 * fields, and a quick one, since light of a program leaves after a few dozen units.
 */
@NullMarked
package org.sparsil.photonic.check;

import org.jspecify.annotations.NullMarked;
