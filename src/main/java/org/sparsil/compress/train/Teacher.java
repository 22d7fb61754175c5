// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import org.sparsil.graph.Graph;

/**
 * A network whose answers another one learns (Hinton, Vinyals and Dean, Distilling the knowledge in
 * a neural network, 2015): the loss is {@code share · T² · KL(teacher ‖ student) + (1 − share) ·
 * loss(labels)}, both distributions softened by the temperature T.
 *
 * @param graph answers with scores (logits), as many as the student
 * @param temperature above 0; the higher, the more the wrong answers tell
 * @param share from 0 to 1
 */
public record Teacher(Graph graph, double temperature, double share) {
  public Teacher {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY && share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("temperature %s, share %s".formatted(temperature, share));
    }
  }
}
