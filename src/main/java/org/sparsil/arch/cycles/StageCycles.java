// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/**
 * The cycles of one stage on its own, never stalled.
 *
 * @param lastToLast from the edge that takes a frame's last input beat to the edge that takes its
 *     last output beat
 * @param interval between frames that are fed back to back, in steady state
 */
public record StageCycles(long lastToLast, long interval) {}
