// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.List;

/**
 * A shape on the mesh: {@code y = scale · x} through the one pass, or through the first, times
 * {@code sigma} in electronics, and through the second.
 *
 * @param sigma the singular values relative to the greatest; empty for a single pass
 */
public record MappedShape(TileShape shape, double scale, List<Pass> passes, List<Double> sigma) {
  public MappedShape {
    passes = List.copyOf(passes);
    sigma = List.copyOf(sigma);
  }
}
