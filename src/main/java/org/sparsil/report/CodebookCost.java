// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.compress.cluster.IntegerCodebook;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.WeightCodebook;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/**
 * What multiplying by the shared weights of a layer costs in hardware, where these stand for
 * integers of one scale.
 *
 * @param values shared values, not counting 0
 * @param widthBits of the narrowest signed number that holds every integer
 * @param digits canonical signed digits of all of them together
 * @param adders the additions that make all products of an input by shifting and adding, each alone
 */
public record CodebookCost(String layer, int values, int widthBits, int digits, int adders) {
  /** Of each layer that has such weights, in execution order. */
  public static List<CodebookCost> of(Graph graph) {
    List<CodebookCost> costs = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Weighted weighted
          && weighted.weightScale().filter(scale -> scale.size() == 1).isPresent()) {
        float scale = weighted.weightScale().get().get(0);
        WeightCodebook.find(weighted.weights())
            .ifPresent(levels -> costs.add(of(layer.name(), levels, scale)));
      }
    }
    return costs;
  }

  private static CodebookCost of(String layer, FloatTensor values, float scale) {
    int[] levels = new int[values.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.round(values.get(i) / scale);
    }
    IntegerCodebook codebook = new IntegerCodebook(IntTensor.vector(levels), scale);
    return new CodebookCost(
        layer, levels.length, codebook.widthBits(), codebook.digits(), codebook.adders());
  }

  /** A row per layer. */
  static TextTable table(List<CodebookCost> costs) {
    TextTable table = new TextTable("codebook", "values", "bits", "signed digits", "adders");
    costs.forEach(
        cost ->
            table.add(
                cost.layer(),
                String.valueOf(cost.values()),
                String.valueOf(cost.widthBits()),
                String.valueOf(cost.digits()),
                String.valueOf(cost.adders())));
    return table;
  }
}
