// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.List;

/**
 * The rows of a layer's matrix that read the same inputs: all of them, or one group of a
 * convolution.
 *
 * @param shapes as in the packing
 */
public record MappedGroup(int firstRow, int rows, Packing packing, List<MappedShape> shapes) {
  public MappedGroup {
    shapes = List.copyOf(shapes);
  }
}
