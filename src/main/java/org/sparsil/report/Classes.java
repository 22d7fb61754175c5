// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.List;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** Which class an output means. */
public final class Classes {
  private Classes() {}

  /**
   * The class of each frame: the position of the largest output, the first of equals. A single
   * output means class 1 from one half on, and class 0 below.
   *
   * @param given whether the outputs are class numbers already
   */
  public static IntTensor of(List<FloatTensor> outputs, boolean given) {
    return IntTensor.vector(
        outputs.stream()
            .mapToInt(output -> given ? Math.round(output.get(0)) : largest(output))
            .toArray());
  }

  private static int largest(FloatTensor output) {
    if (output.size() == 1) {
      return output.get(0) >= 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < output.size(); i++) {
      if (output.get(i) > output.get(best)) {
        best = i;
      }
    }
    return best;
  }

  /** The share of frames on which both agree. */
  public static double agreement(IntTensor some, IntTensor others) {
    if (some.size() != others.size() || some.size() == 0) {
      throw new IllegalArgumentException(some.size() + " and " + others.size() + " classes");
    }
    int same = 0;
    for (int i = 0; i < some.size(); i++) {
      same += some.get(i) == others.get(i) ? 1 : 0;
    }
    return (double) same / some.size();
  }
}
