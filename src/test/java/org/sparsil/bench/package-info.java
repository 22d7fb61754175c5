// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements, run by {@code make bench}.
 *
 * <p>Why: each is a {@code main} that warms up, repeats and prints the median in one line; the
 * figures are the project's promises, so they are measured with what users run.
 */
@NullMarked
package org.sparsil.bench;

import org.jspecify.annotations.NullMarked;
