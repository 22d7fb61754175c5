// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import org.sparsil.graph.Graph;

/**
 * A network at the end of a phase.
 *
 * @param name the phase's
 * @param kind the last thing that was done to it
 * @param done what was done in the phase, in words
 * @param treated how it did on the validation frames just before it was trained
 * @param validation how it does there in the end
 */
public record Stage(
    String name, Kind kind, String done, Graph graph, Score treated, Score validation) {
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
