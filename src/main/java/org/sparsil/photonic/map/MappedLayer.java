// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.List;
import org.sparsil.qgraph.QWeighted;

/** A layer whose sums are formed by light. */
public record MappedLayer(QWeighted layer, List<MappedGroup> groups) {
  public MappedLayer {
    groups = List.copyOf(groups);
  }
}
