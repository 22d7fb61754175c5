// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

/** Where a layer's weights live. */
public enum Memory {
  /** Fixed at compile time. */
  ROM,
  /** Initialised at compile time and writable at run time. */
  RAM
}
