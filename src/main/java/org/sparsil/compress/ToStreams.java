// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;

/**
 * Makes every value a vector or an image {@code [channels, rows, columns]}, as its elements stream:
 * a vector in the order in which its elements arrive or are computed, an image pixel by pixel,
 * channels innermost. Reshapes and transposes vanish, but for those that say where an image becomes
 * a vector or the other way round; a permutation goes into the columns of the dense layer behind.
 *
 * <pre>
 * before:  x is 2x3;  a = transpose(x, (1, 0));  b = reshape(a, 6);  c = relu(b);  d = dense(c, W)
 * after:   x is 2x3;  x_vector = reshape(x, 6);  c = relu(x_vector);
 *          d = dense(c, W with permuted columns)
 *
 * before:  x is 3x8x8;  a = conv(x): 4x6x6;  b = reshape(a, 144);  c = dense(b, W)
 * after:   x is 3x8x8;  a = conv(x): 4x6x6;  a_raster = transpose(a, (1, 2, 0));
 *          a_vector = reshape(a_raster, 144);  c = dense(a_vector, W with permuted columns)
 * </pre>
 *
 * <p>What can be neither is an error: a dense layer applied to several rows, a softmax or an
 * arg-max over a part, elements that would have to arrive or leave in another order.
 */
public final class ToStreams {
  private final Diagnostics notes;

  public ToStreams(Diagnostics notes) {
    this.notes = notes;
  }

  public Graph apply(Graph graph) {
    return new StreamForm(graph, notes).apply();
  }
}
