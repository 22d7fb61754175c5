// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

/** What leaves the network. */
public enum OutputKind {
  /** What the model file says. */
  MODEL,
  /** The values that a softmax or an arg-max at the end would read. */
  LOGITS,
  /** The position of the largest value. */
  ARGMAX
}
