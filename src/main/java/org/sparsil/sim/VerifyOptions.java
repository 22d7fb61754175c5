// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.util.List;
import java.util.OptionalLong;

/**
 * How to verify.
 *
 * @param simulators which, at least one
 * @param stallSeed the seed of the random stalls under which <em>all</em> frames run a second time;
 *     without it a few frames run under stalls
 */
public record VerifyOptions(List<Simulator> simulators, OptionalLong stallSeed) {
  public VerifyOptions {
    simulators = List.copyOf(simulators);
    if (simulators.isEmpty()) {
      throw new IllegalArgumentException("no simulator");
    }
  }

  /** Both simulators, stalls for a few frames. */
  public static VerifyOptions all() {
    return new VerifyOptions(List.of(Simulator.values()), OptionalLong.empty());
  }
}
