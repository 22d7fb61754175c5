// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;

/**
 * How many weights and biases of a network are alive, that is, not 0.
 *
 * @param tensors in execution order
 * @param compressionRate total / alive; infinite if nothing is alive, 1 if there is nothing at all
 */
public record SparsityReport(
    List<Entry> tensors,
    long alive,
    long pruned,
    long total,
    double compressionRate,
    double prunedPercent) {
  public SparsityReport {
    tensors = List.copyOf(tensors);
  }

  /**
   * One tensor.
   *
   * @param tensor such as {@code fc1.weight}
   * @param percent of the elements that are not 0
   */
  public record Entry(
      String tensor,
      long nonzeros,
      long total,
      double percent,
      long totalPruned,
      List<Integer> shape) {
    public Entry {
      shape = List.copyOf(shape);
    }

    static Entry of(String name, FloatTensor tensor) {
      long nonzeros = SparsityMask.ofNonZero(tensor).survivors();
      long total = tensor.size();
      return new Entry(
          name,
          nonzeros,
          total,
          percentOf(nonzeros, total),
          total - nonzeros,
          tensor.shape().extents());
    }
  }

  /** Counts. */
  public static SparsityReport of(Graph graph) {
    List<Entry> tensors = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        tensors.add(Entry.of(layer.name() + ".weight", weighted.weights()));
        tensors.add(Entry.of(layer.name() + ".bias", weighted.bias()));
      }
    }
    long alive = tensors.stream().mapToLong(Entry::nonzeros).sum();
    long total = tensors.stream().mapToLong(Entry::total).sum();
    return new SparsityReport(
        tensors,
        alive,
        total - alive,
        total,
        total == 0 ? 1 : (double) total / alive,
        total == 0 ? 0 : percentOf(total - alive, total));
  }

  /** An empty tensor has lost nothing. */
  private static double percentOf(long part, long whole) {
    return whole == 0 ? 100 : 100.0 * part / whole;
  }

  /** The listing: a line per tensor, then the sums; it ends without a line feed. */
  @Override
  public String toString() {
    int nameWidth = tensors.stream().mapToInt(entry -> entry.tensor().length()).max().orElse(1);
    int countWidth = Long.toString(total).length();
    String form =
        "%%-%ds | nonzeros = %%%dd / %%%dd (%%6.2f%%%%) | total_pruned = %%%dd | shape = %%s"
            .formatted(nameWidth, countWidth, countWidth, countWidth);
    StringJoiner lines = new StringJoiner("\n");
    for (Entry entry : tensors) {
      lines.add(
          String.format(
              Locale.ROOT,
              form,
              entry.tensor(),
              entry.nonzeros(),
              entry.total(),
              entry.percent(),
              entry.totalPruned(),
              tuple(entry.shape())));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "alive: %d, pruned : %d, total: %d, Compression rate : %.2fx (%6.2f%% pruned)",
            alive,
            pruned,
            total,
            compressionRate,
            prunedPercent));
    return lines.toString();
  }

  /** {@code (300, 784)}, {@code (300,)}, {@code ()}: as Python prints it. */
  private static String tuple(List<Integer> shape) {
    StringJoiner extents = new StringJoiner(", ", "(", shape.size() == 1 ? ",)" : ")");
    shape.forEach(extent -> extents.add(extent.toString()));
    return extents.toString();
  }
}
