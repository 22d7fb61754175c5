// SPDX-License-Identifier: Apache-2.0
/**
 * What several tests share: seeded random networks and the external vectors.
 *
 * <p>Why: external data are not part of the project; tests that want them say that they are skipped
 * when the data are absent.
 */
@NullMarked
package org.sparsil.testing;

import org.jspecify.annotations.NullMarked;
