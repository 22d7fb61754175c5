// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph.FrameLayout;
import org.sparsil.tensor.Shape;

/**
 * A float network as blocks.
 *
 * @param inputShape as the input streams
 * @param layout how its frames lie in data files
 * @param inputFormat if the network fixes it
 * @param inputValue the float value that the integer input stands for
 * @param blocks in execution order; the last one's value leaves the network
 * @param sources for each float value that a block reads, the integer value that stands for it: a
 *     block's or the network input's name
 */
record BlockGraph(
    Shape inputShape,
    FrameLayout layout,
    Optional<FixedPoint> inputFormat,
    String inputValue,
    List<Block> blocks,
    Map<String, String> sources) {
  BlockGraph {
    blocks = List.copyOf(blocks);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /** The integer values that a block reads, in order. */
  List<String> sourcesOf(Block block) {
    return block.inputs().stream().map(this::source).toList();
  }

  private String source(String value) {
    return Optional.ofNullable(sources.get(value)).orElseThrow();
  }
}
