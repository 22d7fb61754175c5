// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.OptionalInt;

/**
 * How a network is coded.
 *
 * @param zeroRunBits the width of a gap in Huffman-coded layers, 1 to {@value #MAX_ZERO_RUN_BITS};
 *     chosen for each layer if it is not given
 */
public record ContainerOptions(CoderChoice coder, OptionalInt zeroRunBits) {
  public static final int MAX_ZERO_RUN_BITS = 12;

  /** The smallest result. */
  public static final ContainerOptions SMALLEST =
      new ContainerOptions(CoderChoice.AUTO, OptionalInt.empty());

  public ContainerOptions {
    zeroRunBits.ifPresent(
        bits -> {
          if (bits < 1 || bits > MAX_ZERO_RUN_BITS) {
            throw new IllegalArgumentException("zero runs of " + bits + " bits");
          }
        });
  }

  public static ContainerOptions with(CoderChoice coder) {
    return new ContainerOptions(coder, OptionalInt.empty());
  }
}
