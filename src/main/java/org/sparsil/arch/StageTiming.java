// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.List;

/**
 * The timing of one stage that is never stalled.
 *
 * @param lastToLastCycles from the edge that takes a frame's last input beat to the edge that takes
 *     its last output beat
 * @param intervalCycles between frames, in steady state
 */
public record StageTiming(long lastToLastCycles, long intervalCycles) {

  /**
   * The timing of stages in a chain. Inputs arrive one per cycle and each stage hands its elements
   * on one per cycle, so the last input beat comes {@code inputBeats − 1} cycles after the first,
   * and every stage adds its own delay.
   *
   * @param inputBeats beats of one frame at the input
   */
  static CyclePrediction chain(long inputBeats, List<StageTiming> stages) {
    long latency = inputBeats - 1;
    long interval = inputBeats;
    for (StageTiming stage : stages) {
      latency += stage.lastToLastCycles;
      interval = Math.max(interval, stage.intervalCycles);
    }
    return new CyclePrediction(latency, interval);
  }
}
