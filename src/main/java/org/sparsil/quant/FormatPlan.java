// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.quant.Block.ArgMaxBlock;
import org.sparsil.quant.Block.Computing;
import org.sparsil.quant.Block.ConcatBlock;
import org.sparsil.quant.Block.Moving;

/**
 * Decides the format of what each block makes: what the network fixes, else what was measured. What
 * is concatenated gets one format, from the union of all ranges, so that nothing has to be
 * requantized for it, unless the network fixes different ones. What leaves the network, or goes
 * into an arg-max, is wider.
 */
final class FormatPlan {
  private final QuantizeOptions options;
  private final Calibration calibration;
  private final BlockGraph graph;
  private final Map<String, Block> blocks = new HashMap<>();
  private final Set<String> outputs = new LinkedHashSet<>();

  /** Of what is known so far: the network's input, and what is concatenated. */
  private final Map<String, FixedPoint> formats = new HashMap<>();

  /**
   * A plan.
   *
   * @param input the name and the format of the network's input
   */
  FormatPlan(
      QuantizeOptions options,
      Calibration calibration,
      BlockGraph graph,
      Map.Entry<String, FixedPoint> input) {
    this.options = options;
    this.calibration = calibration;
    this.graph = graph;
    formats.put(input.getKey(), input.getValue());
    graph.blocks().forEach(block -> blocks.put(block.name(), block));
    findOutputs();
    concats().stream().filter(concat -> concat.format().isPresent()).forEach(this::planFixed);
    concats().stream().filter(concat -> concat.format().isEmpty()).forEach(this::planTogether);
  }

  private List<ConcatBlock> concats() {
    return graph.blocks().stream()
        .filter(block -> block instanceof ConcatBlock)
        .map(ConcatBlock.class::cast)
        .toList();
  }

  /** Of what a block makes. */
  FixedPoint of(Computing block) {
    return Optional.ofNullable(formats.get(block.name()))
        .or(block::format)
        .orElseGet(() -> measured(block));
  }

  /** Of what a concatenation reads and makes. */
  FixedPoint of(ConcatBlock block) {
    return Optional.ofNullable(formats.get(block.name())).orElseThrow();
  }

  /** Those whose value leaves the network, perhaps moved, and is read by nothing else. */
  private void findOutputs() {
    List<Block> backwards = new ArrayList<>(graph.blocks());
    Collections.reverse(backwards);
    Set<String> elsewhere = new LinkedHashSet<>();
    for (Block block : backwards) {
      if (!elsewhere.contains(block.name())) {
        outputs.add(block.name());
      }
      boolean passesOut =
          outputs.contains(block.name())
              && (block instanceof Moving || block instanceof ArgMaxBlock);
      if (!passesOut) {
        elsewhere.addAll(graph.sourcesOf(block));
      }
    }
  }

  private FixedPoint measured(Computing block) {
    FormatChoice choice = new FormatChoice(options);
    ValueStatistics statistics = calibration.of(block.value());
    return outputs.contains(block.name())
        ? choice.ofOutput(statistics, block.function())
        : choice.ofValue(statistics, options.activationBits(block.name()));
  }

  /** What is free to have any format takes the one that the network fixes. */
  private void planFixed(ConcatBlock concat) {
    FixedPoint fixed = concat.format().orElseThrow();
    formats.put(concat.name(), fixed);
    for (String maker : makers(concat)) {
      if (blocks.get(maker) instanceof Computing block && block.format().isEmpty()) {
        formats.putIfAbsent(maker, fixed);
      }
    }
  }

  /** One format for all concatenations that share what flows into them. */
  private void planTogether(ConcatBlock first) {
    if (formats.containsKey(first.name())) {
      return;
    }
    Set<String> makers = new LinkedHashSet<>();
    Set<ConcatBlock> together = new LinkedHashSet<>(List.of(first));
    for (boolean grown = true; grown; ) {
      together.forEach(concat -> makers.addAll(makers(concat)));
      grown =
          together.addAll(
              concats().stream()
                  .filter(concat -> !formats.containsKey(concat.name()))
                  .filter(concat -> !Collections.disjoint(makers(concat), makers))
                  .toList());
    }
    List<FixedPoint> wishes = new ArrayList<>();
    for (String maker : makers) {
      wishes.add(
          blocks.get(maker) instanceof Computing block
              ? of(block)
              : Optional.ofNullable(formats.get(maker)).orElseThrow());
    }
    FixedPoint common = union(wishes);
    together.forEach(concat -> formats.put(concat.name(), common));
    for (String maker : makers) {
      if (blocks.get(maker) instanceof Computing block && block.format().isEmpty()) {
        formats.putIfAbsent(maker, common);
      }
    }
  }

  /**
   * What computed the elements that a concatenation moves: blocks, the network's input, or
   * concatenations whose format the network fixes.
   */
  private Set<String> makers(ConcatBlock concat) {
    Set<String> makers = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(graph.sourcesOf(concat));
    while (!open.isEmpty()) {
      String source = open.remove(open.size() - 1);
      if (!seen.add(source)) {
        continue;
      }
      boolean fixed = blocks.get(source) instanceof ConcatBlock inner && inner.format().isPresent();
      if (blocks.get(source) instanceof Moving moving && !fixed) {
        open.addAll(graph.sourcesOf(moving));
      } else {
        makers.add(source);
      }
    }
    return makers;
  }

  private FixedPoint union(List<FixedPoint> wishes) {
    FixedPoint first = wishes.get(0);
    if (wishes.stream().allMatch(first::equals)) {
      return first;
    }
    Range all =
        wishes.stream()
            .map(
                format ->
                    new Range(
                        RealNumbers.toReal(format.min(), format),
                        RealNumbers.toReal(format.max(), format)))
            .reduce(Range::hull)
            .orElseThrow();
    int bits = wishes.stream().mapToInt(FixedPoint::widthBits).max().orElseThrow();
    return new FormatChoice(options).ofRange(all, bits);
  }
}
