// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.Optional;

/**
 * How one phase of training goes.
 *
 * @param phase its name, for people
 * @param learningRate Adam's at the start; it falls to 0 along half a cosine wave
 * @param weightDecay share of a weight, times the learning rate, that each step takes off; biases
 *     are spared
 * @param augmentation of the training frames
 * @param teacher who else tells what is right
 * @param pruning what goes while the network learns
 */
public record TrainingOptions(
    String phase,
    Loss loss,
    long seed,
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    Augmentation augmentation,
    Optional<Teacher> teacher,
    Optional<PruningPlan> pruning) {
  public TrainingOptions {
    if (epochs < 0 || batchSize < 1 || !(learningRate > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "epochs %d, batch size %d, learning rate %s, weight decay %s"
              .formatted(epochs, batchSize, learningRate, weightDecay));
    }
  }

  /** The same with a teacher. */
  public TrainingOptions withTeacher(Teacher newTeacher) {
    return new TrainingOptions(
        phase,
        loss,
        seed,
        epochs,
        batchSize,
        learningRate,
        weightDecay,
        augmentation,
        Optional.of(newTeacher),
        pruning);
  }

  /** The same, pruning on the way. */
  public TrainingOptions withPruning(PruningPlan newPruning) {
    return new TrainingOptions(
        phase,
        loss,
        seed,
        epochs,
        batchSize,
        learningRate,
        weightDecay,
        augmentation,
        teacher,
        Optional.of(newPruning));
  }

  /** The learning rate after a share {@code done}, 0 to 1, of the phase. */
  double learningRateAt(double done) {
    return learningRate * 0.5 * (1 + Math.cos(Math.PI * done));
  }
}
