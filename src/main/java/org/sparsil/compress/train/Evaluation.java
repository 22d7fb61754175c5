// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.graph.Graph;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** How a float network classifies labelled frames, without the training engine. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Runs every frame.
   *
   * @param data with labels
   * @return with the cross-entropy of the outputs as scores, as loss
   */
  public static Score of(Graph graph, Dataset data) {
    ReferenceModel model = ReferenceModel.of(graph);
    List<FloatTensor> outputs = data.frames().parallelStream().map(model::run).toList();
    IntTensor labels = data.labels().orElseThrow();
    int correct = 0;
    double loss = 0;
    for (int i = 0; i < outputs.size(); i++) {
      FloatTensor scores = outputs.get(i);
      correct += Score.predictedClass(scores.toArray(), 0, scores.size()) == labels.get(i) ? 1 : 0;
      loss -= logProbability(scores, labels.get(i));
    }
    return new Score(correct, data.size(), loss / Math.max(1, data.size()));
  }

  private static double logProbability(FloatTensor scores, int label) {
    if (label < 0 || label >= scores.size()) {
      return Double.NEGATIVE_INFINITY;
    }
    double largest = IntStream.range(0, scores.size()).mapToDouble(scores::get).max().orElse(0);
    double sum =
        IntStream.range(0, scores.size()).mapToDouble(i -> Math.exp(scores.get(i) - largest)).sum();
    return scores.get(label) - largest - Math.log(sum);
  }
}
