// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.List;
import java.util.Optional;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph.FrameLayout;
import org.sparsil.tensor.Shape;

/**
 * A float network as blocks, each reading the one before.
 *
 * @param inputShape as the input streams
 * @param layout how its frames lie in data files
 * @param inputFormat if the network fixes it
 * @param inputValue the float value that the integer input stands for
 */
record BlockChain(
    Shape inputShape,
    FrameLayout layout,
    Optional<FixedPoint> inputFormat,
    String inputValue,
    List<Block> blocks) {
  BlockChain {
    blocks = List.copyOf(blocks);
  }
}
