// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.function.DoubleUnaryOperator;

/**
 * Which element of an axis a resized axis takes at a position, by ONNX's formulas.
 *
 * @param coordinates from a position of the resized axis to one of the original
 * @param rounding to a whole position
 */
record NearestPixel(Coordinates coordinates, DoubleUnaryOperator rounding) {
  /** Larger axes would only repeat the pattern, and take long. */
  private static final int MAX_COMPARED = 1 << 20;

  /** From a position of the resized axis to one of the original. */
  @FunctionalInterface
  interface Coordinates {
    double original(double position, double factor, double extent);
  }

  static NearestPixel of(NodeImport node, String coordinates, String rounding) {
    return new NearestPixel(coordinates(node, coordinates), rounding(node, rounding));
  }

  private static Coordinates coordinates(NodeImport node, String mode) {
    return switch (mode) {
      case "asymmetric" -> (position, factor, extent) -> position / factor;
      case "half_pixel", "half_pixel_symmetric" ->
          (position, factor, extent) -> (position + 0.5) / factor - 0.5;
      case "pytorch_half_pixel" ->
          (position, factor, extent) -> factor * extent > 1 ? (position + 0.5) / factor - 0.5 : 0;
      case "align_corners" ->
          (position, factor, extent) ->
              factor * extent > 1 ? position * (extent - 1) / (factor * extent - 1) : 0;
      case "tf_half_pixel_for_nn" -> (position, factor, extent) -> (position + 0.5) / factor;
      default ->
          throw node.node()
              .unsupported(
                  "has coordinate_transformation_mode '%s'".formatted(mode),
                  "use the mode asymmetric");
    };
  }

  private static DoubleUnaryOperator rounding(NodeImport node, String mode) {
    return switch (mode) {
      case "round_prefer_floor" -> x -> Math.ceil(x - 0.5);
      case "round_prefer_ceil" -> x -> Math.floor(x + 0.5);
      case "floor" -> Math::floor;
      case "ceil" -> Math::ceil;
      default -> throw node.node().malformed("has nearest_mode '%s'".formatted(mode));
    };
  }

  /** Whether each element is repeated {@code factor} times, in order. */
  boolean repeats(int extent, int factor) {
    int positions = (int) Math.min((long) extent * factor, MAX_COMPARED);
    for (int position = 0; position < positions; position++) {
      double nearest = rounding.applyAsDouble(coordinates.original(position, factor, extent));
      int repeated = position / factor;
      if (Math.max(0, Math.min(extent - 1, nearest)) != repeated) {
        return false;
      }
    }
    return true;
  }
}
