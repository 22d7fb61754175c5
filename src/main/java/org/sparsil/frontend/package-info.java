// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes ONNX models, and reads data sets.
 *
 * <p>Why: everything that comes from a file is hostile until proven otherwise, so declared sizes
 * are compared with the bytes that are there before anything is allocated, no walk over a graph is
 * recursive, and all that is unsupported in a file is reported at once. An ONNX operator is one
 * entry of one table. The batch axis ends here: a network is imported as it works on one frame.
 */
@NullMarked
package org.sparsil.frontend;

import org.jspecify.annotations.NullMarked;
