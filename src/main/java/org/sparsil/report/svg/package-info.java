// SPDX-License-Identifier: Apache-2.0
/**
 * Writing SVG: elements, text, paths.
 *
 * <p>Why: the pictures are few and simple, so their elements are written directly; what every
 * picture needs is here once: escaped text, short numbers that are the same everywhere, a white
 * ground that makes them legible on a dark page too.
 */
@NullMarked
package org.sparsil.report.svg;

import org.jspecify.annotations.NullMarked;
