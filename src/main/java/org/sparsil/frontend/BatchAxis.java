// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

/** What the first axis of a model's input means. */
public enum BatchAxis {
  /** It counts frames, if there is more than one axis or if it has no fixed extent. */
  FIRST,
  /** It is an axis of the frame. */
  NONE
}
