// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

/**
 * What the cycle model says of a design, without stalls from outside.
 *
 * @param latencyCycles from the clock edge that takes the first input beat of an isolated frame to
 *     the edge that takes its last output beat
 * @param intervalCycles between the last output beats of consecutive frames that are fed back to
 *     back, in steady state
 * @param fillCycles from the edge that takes the first input beat of an isolated frame to the edge
 *     that takes its first output beat; 0 if that comes first
 * @param drainCycles from the edge that takes the last of its input beats, or of those that are
 *     taken before its output ends, to the edge that takes its last output beat
 */
public record CyclePrediction(
    long latencyCycles, long intervalCycles, long fillCycles, long drainCycles) {}
