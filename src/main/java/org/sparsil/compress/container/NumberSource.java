// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import org.sparsil.diag.UserException;

/** Gives back what a {@link NumberSink} took. */
interface NumberSource {
  int count();

  float float32();

  /** The error to throw for what was just read. */
  UserException damaged(String message);
}
