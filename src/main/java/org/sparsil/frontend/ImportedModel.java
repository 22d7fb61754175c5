// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.graph.Graph;

/**
 * A network and where it comes from.
 *
 * @param layerOfValue for each real value of the file that the network has too, the name that it
 *     has there
 */
record ImportedModel(Graph graph, Map<String, String> layerOfValue) {
  ImportedModel {
    layerOfValue = Collections.unmodifiableMap(new LinkedHashMap<>(layerOfValue));
  }
}
