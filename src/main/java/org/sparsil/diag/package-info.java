// SPDX-License-Identifier: Apache-2.0
/**
 * What the compiler tells its user: where, how bad, one sentence with both numbers, and what to do.
 *
 * <p>Why: a user's mistakes are values that are gathered and shown together; only broken invariants
 * of the compiler itself are ordinary exceptions.
 */
@NullMarked
package org.sparsil.diag;

import org.jspecify.annotations.NullMarked;
