// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

/** What leaves the network. */
enum OutputForm {
  /** The values of the last layer; a softmax at the end, which keeps their order, is left out. */
  LOGITS,
  /** The number of the largest of them. */
  ARGMAX
}
