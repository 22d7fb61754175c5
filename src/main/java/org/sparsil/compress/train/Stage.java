// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import org.sparsil.graph.Graph;

/**
 * A network at the end of a phase.
 *
 * @param name the phase's
 * @param kind the last thing that was done to it
 * @param validation how it does on the frames that chose it
 */
public record Stage(String name, Kind kind, Graph graph, Score validation) {
  /** What was done to a network, each including what comes before. */
  public enum Kind {
    /** As it was at first, or trained. */
    FLOAT,
    PRUNED,
    SHARED,
    /** The values between layers are integers of a scale. */
    QUANTIZED
  }
}
