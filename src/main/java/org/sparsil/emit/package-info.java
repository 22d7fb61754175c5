// SPDX-License-Identifier: Apache-2.0
/**
 * Renders the hardware's records as text, and writes the output folder.
 *
 * <p>Why: a template and its record have the same name, so either is found from the other; this is
 * the only package that imports StringTemplate. Files are values until {@link
 * org.sparsil.emit.OutputFolder} writes them all at once, so that no failure leaves half a design.
 */
@NullMarked
package org.sparsil.emit;

import org.jspecify.annotations.NullMarked;
