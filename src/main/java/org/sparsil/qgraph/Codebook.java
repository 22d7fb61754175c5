// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.IntTensor;

/**
 * The distinct values of a layer's surviving weights.
 *
 * @param levels strictly increasing, none of them 0
 */
public record Codebook(IntTensor levels) {
  public Codebook {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i) == 0 || (i > 0 && levels.get(i) <= levels.get(i - 1))) {
        throw new IllegalArgumentException("codebook levels " + levels);
      }
    }
    if (levels.size() > 1 << 16) {
      throw new IllegalArgumentException(levels.size() + " codebook levels, at most 65536");
    }
  }

  public int size() {
    return levels.size();
  }

  public int level(int index) {
    return levels.get(index);
  }

  /**
   * The bits of the narrowest two's complement number that holds every level; 1 for an empty
   * codebook.
   */
  public int widthBits() {
    return levels.size() == 0
        ? 1
        : new Interval(levels.get(0), levels.get(size() - 1)).signedBits();
  }
}
