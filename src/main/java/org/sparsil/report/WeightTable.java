// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Arrays;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;

/** The parameters of a float network: how many, how many of them zeros, how many distinct. */
public final class WeightTable {
  private WeightTable() {}

  /** A line per layer with parameters, and one for all. */
  public static String print(Graph graph) {
    TextTable table = new TextTable("layer", "weights", "zeros", "distinct", "biases");
    long weights = 0;
    long zeros = 0;
    long biases = 0;
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        add(table, weighted.name(), weighted.weights(), weighted.bias().size());
        weights += weighted.weights().size();
        zeros += zeros(weighted.weights());
        biases += weighted.bias().size();
      } else if (layer instanceof Layer.Affine affine) {
        add(table, affine.name(), affine.scale(), affine.offset().size());
        weights += affine.scale().size();
        zeros += zeros(affine.scale());
        biases += affine.offset().size();
      }
    }
    return table.add("all", weights, share(zeros, weights), "-", biases).print();
  }

  private static void add(TextTable table, String name, FloatTensor weights, int biases) {
    table.add(
        name, weights.size(), share(zeros(weights), weights.size()), distinct(weights), biases);
  }

  private static String share(long zeros, long weights) {
    return weights == 0 ? "-" : Percent.of(zeros, weights, 1);
  }

  private static long zeros(FloatTensor weights) {
    long zeros = 0;
    for (int i = 0; i < weights.size(); i++) {
      zeros += weights.get(i) == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** Zero, if there, is one of them. */
  private static int distinct(FloatTensor weights) {
    float[] sorted = weights.toArray();
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return distinct;
  }
}
