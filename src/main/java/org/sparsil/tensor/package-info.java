// SPDX-License-Identifier: Apache-2.0
/**
 * Immutable shapes and tensors, row-major, last axis fastest.
 *
 * <p>Why: the networks are records, records must not hold arrays, and weights must not be boxed.
 * Each tensor hides one primitive array: {@code of} copies it, {@code adopt} takes it over without
 * a copy for tensors of hundreds of megabytes. There is no batch axis: a tensor is one frame.
 */
@NullMarked
package org.sparsil.tensor;

import org.jspecify.annotations.NullMarked;
