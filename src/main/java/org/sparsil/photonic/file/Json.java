// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import java.util.List;
import org.sparsil.tensor.IntTensor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of JSON. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static String text(String value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Whole numbers without a decimal point, others with the digits that read back exactly. */
  static void number(ObjectNode node, String name, double value) {
    if (isWhole(value)) {
      node.put(name, (int) value);
    } else {
      node.put(name, value);
    }
  }

  static void number(ArrayNode node, double value) {
    if (isWhole(value)) {
      node.add((int) value);
    } else {
      node.add(value);
    }
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9;
  }

  static void integers(ObjectNode node, String name, List<Integer> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }

  static void integers(ObjectNode node, String name, IntTensor values) {
    ArrayNode array = node.putArray(name);
    for (int i = 0; i < values.size(); i++) {
      array.add(values.get(i));
    }
  }
}
