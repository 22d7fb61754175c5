// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.Locale;

/**
 * How well a network does on labelled frames.
 *
 * @param correct frames whose predicted class is the label
 * @param loss the mean loss over the frames
 */
public record Score(int correct, int frames, double loss) {
  public double accuracy() {
    return (double) correct / frames;
  }

  /** Whether more is correct, or as much with less loss; never where training has diverged. */
  boolean isBetterThan(Score other) {
    return Double.isFinite(loss)
        && (correct > other.correct || (correct == other.correct && loss < other.loss));
  }

  /** {@code 345/359 (96.10 %), loss 0.1234}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d/%d (%.2f %%), loss %.4f", correct, frames, 100 * accuracy(), loss);
  }

  /**
   * How many frames of a batch are classified as labelled: the largest output, the first of equals,
   * is the class; with one output it is class 1 from 0.5 on.
   *
   * @param outputs {@code [frames, outputs]}, row-major
   */
  static int correct(float[] outputs, Batch batch) {
    int width = outputs.length / batch.size();
    int correct = 0;
    for (int frame = 0; frame < batch.size(); frame++) {
      if (predictedClass(outputs, frame * width, width) == batch.label(frame)) {
        correct++;
      }
    }
    return correct;
  }

  static int predictedClass(float[] outputs, int from, int width) {
    if (width == 1) {
      return outputs[from] >= 0.5f ? 1 : 0;
    }
    int largest = 0;
    for (int i = 1; i < width; i++) {
      if (outputs[from + i] > outputs[from + largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
