// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

/**
 * What the cycle model says of a design, without stalls from outside.
 *
 * @param latencyCycles from the clock edge that takes the first input beat of an isolated frame to
 *     the edge that takes its last output beat
 * @param intervalCycles between the last output beats of consecutive frames that are fed back to
 *     back, in steady state
 */
public record CyclePrediction(long latencyCycles, long intervalCycles) {}
