// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

/** How a layer with weights is computed. */
public enum Engine {
  /** One neuron per output; one input per cycle, broadcast to all. */
  SERIAL,
  /** Several taps of a window at once, by as many neurons as are asked for. */
  FOLDED
}
