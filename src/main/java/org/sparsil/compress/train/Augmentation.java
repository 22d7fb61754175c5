// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.Random;

/**
 * Random changes of training images, which leave what they show. The pixels between pixels are
 * interpolated bilinearly, those outside of the image are 0.
 *
 * @param shiftPixels the largest shift along each axis
 * @param rotateDegrees the largest rotation about the centre, to either side
 * @param zoomPercent the largest change of the size along each axis
 * @param flip mirrors half of the images left to right
 */
public record Augmentation(
    double shiftPixels, double rotateDegrees, double zoomPercent, boolean flip) {
  public static final Augmentation NONE = new Augmentation(0, 0, 0, false);

  public Augmentation {
    if (!(shiftPixels >= 0 && shiftPixels < 1e4)
        || !(rotateDegrees >= 0 && rotateDegrees <= 180)
        || !(zoomPercent >= 0 && zoomPercent < 100)) {
      throw new IllegalArgumentException(
          "shift %s, rotate %s, zoom %s".formatted(shiftPixels, rotateDegrees, zoomPercent));
    }
  }

  boolean isNone() {
    return shiftPixels == 0 && rotateDegrees == 0 && zoomPercent == 0 && !flip;
  }

  /**
   * Writes the changed image.
   *
   * @param image {@code [planes, rows, columns]}
   * @param made where the changed image goes
   * @param from its first position there
   */
  void apply(
      float[] image, int planes, int rows, int columns, Random random, float[] made, int from) {
    double angle = Math.toRadians(symmetric(random, rotateDegrees));
    double zoomX = 1 + symmetric(random, zoomPercent) / 100;
    double zoomY = 1 + symmetric(random, zoomPercent) / 100;
    double centreX = (columns - 1) / 2.0;
    double centreY = (rows - 1) / 2.0;
    double shiftX = centreX + symmetric(random, shiftPixels);
    double shiftY = centreY + symmetric(random, shiftPixels);
    double mirror = flip && random.nextBoolean() ? -1 : 1;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double x = mirror * (column - centreX);
        double y = row - centreY;
        double sourceX = (cos * x - sin * y) * zoomX + shiftX;
        double sourceY = (sin * x + cos * y) * zoomY + shiftY;
        int left = (int) Math.floor(sourceX);
        int top = (int) Math.floor(sourceY);
        if (left < -1 || left >= columns || top < -1 || top >= rows) {
          continue; // The target is fresh, that is, 0.
        }
        float right = (float) (sourceX - left);
        float below = (float) (sourceY - top);
        for (int plane = 0; plane < planes; plane++) {
          int source = plane * rows * columns;
          float upper =
              (1 - right) * at(image, source, rows, columns, top, left)
                  + right * at(image, source, rows, columns, top, left + 1);
          float lower =
              (1 - right) * at(image, source, rows, columns, top + 1, left)
                  + right * at(image, source, rows, columns, top + 1, left + 1);
          made[from + (plane * rows + row) * columns + column] =
              (1 - below) * upper + below * lower;
        }
      }
    }
  }

  /** A pixel of the plane that begins at a position; around it all is 0. */
  private static float at(float[] image, int plane, int rows, int columns, int row, int column) {
    return row < 0 || row >= rows || column < 0 || column >= columns
        ? 0
        : image[plane + row * columns + column];
  }

  private static double symmetric(Random random, double largest) {
    return largest == 0 ? 0 : (2 * random.nextDouble() - 1) * largest;
  }
}
