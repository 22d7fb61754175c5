// SPDX-License-Identifier: Apache-2.0
/** Generated hardware against the golden model, in both simulators. */
@NullMarked
package org.sparsil.verification;

import org.jspecify.annotations.NullMarked;
