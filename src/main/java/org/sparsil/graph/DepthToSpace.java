// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

/**
 * Channels of an image {@code [channels, rows, columns]} become pixels (pixel shuffle): of block²
 * channels of a pixel each output channel gets a block of pixels, row by row.
 *
 * @param block the extent of a block in rows and in columns, 1 or more
 */
public record DepthToSpace(String name, String input, int block, Order order)
    implements Layer.Unary {
  /** Where the channels of a block's pixels are; named as ONNX does. */
  public enum Order {
    /** Channel {@code pixel · outputs + output}: depth, column, row. */
    DCR,
    /** Channel {@code output · block² + pixel}: column, row, depth. */
    CRD
  }

  public DepthToSpace {
    if (block < 1) {
      throw new IllegalArgumentException("depth to space '%s' of blocks %d".formatted(name, block));
    }
  }

  /** The channel that an output channel's pixel at a place of the block comes from. */
  public int channel(int outputs, int output, int row, int column) {
    int pixel = row * block + column;
    return switch (order) {
      case DCR -> pixel * outputs + output;
      case CRD -> output * block * block + pixel;
    };
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.depthToSpace(this);
  }
}
