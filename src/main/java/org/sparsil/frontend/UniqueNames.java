// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hands out names, each once: {@code fc}, {@code fc_2}, {@code fc_3}. */
final class UniqueNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> lastNumber = new HashMap<>();

  /** The wanted name, or the first free one with a number after it. */
  String unique(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name = wanted + "_" + lastNumber.merge(wanted, 2, (last, two) -> last + 1);
    }
    return name;
  }
}
