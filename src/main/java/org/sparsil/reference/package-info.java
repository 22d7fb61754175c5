// SPDX-License-Identifier: Apache-2.0
/**
 * Evaluates the float network: for calibration, and as what accuracy is measured against.
 *
 * <p>Why: sums are accumulated in {@code double} and every value is stored as {@code float}, so
 * that results agree with any float runtime to its own rounding, whatever order it adds in.
 */
@NullMarked
package org.sparsil.reference;

import org.jspecify.annotations.NullMarked;
