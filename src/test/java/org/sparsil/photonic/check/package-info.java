// SPDX-License-Identifier: Apache-2.0
/** Tests of mapping files, by the writer's and the reader's side, and files changed by hand. */
@NullMarked
package org.sparsil.photonic.check;

import org.jspecify.annotations.NullMarked;
