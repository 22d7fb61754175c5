// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/**
 * What an encoder chose for a matrix and tells the decoder.
 *
 * @param width of the pictures that the columns are; 0 if they are none
 * @param weightsBack 1 if the columns multiply what the last layer with weights makes, 2 for the
 *     one before it, and so on; 0 if that is not known
 * @param learningShift how slowly positions are learned: 2^−shift
 */
record Hints(int width, int weightsBack, Traversal order, int learningShift) {
  static final int USUAL_LEARNING_SHIFT = 18;
  private static final int LEAST_LEARNING_SHIFT = 15;
  private static final int LEARNING_SHIFTS = 4;

  Hints with(Traversal newOrder) {
    return new Hints(width, weightsBack, newOrder, learningShift);
  }

  Hints withWidth(int newWidth) {
    return new Hints(newWidth, weightsBack, order, learningShift);
  }

  Hints withLearningShift(int newShift) {
    return new Hints(width, weightsBack, order, newShift);
  }

  void write(NumberSink out) {
    out.count(width);
    out.count(weightsBack);
    out.count(2 * (learningShift - LEAST_LEARNING_SHIFT) + (order == Traversal.BY_ROWS ? 0 : 1));
  }

  static Hints read(NumberSource in) {
    int width = in.count();
    int weightsBack = in.count();
    int choice = in.count();
    if (choice >= 2 * LEARNING_SHIFTS) {
      throw in.damaged("coding of no known kind");
    }
    return new Hints(
        width,
        weightsBack,
        choice % 2 == 0 ? Traversal.BY_ROWS : Traversal.BY_COLUMNS,
        LEAST_LEARNING_SHIFT + choice / 2);
  }
}
