// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** NPZ: a zip file of NPY arrays, of which some usual names mean frames and labels. */
final class NpzFormat {
  private static final List<String> FRAME_NAMES =
      List.of("x", "images", "data", "frames", "inputs", "input", "arr_0");
  private static final List<String> LABEL_NAMES = List.of("y", "labels", "targets", "arr_1");

  private final String place;
  private final Map<String, NumberArray> arrays;

  private NpzFormat(String place, Map<String, NumberArray> arrays) {
    this.place = place;
    this.arrays = arrays;
  }

  static boolean matches(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3;
  }

  static NpzFormat read(String place, byte[] bytes) {
    Map<String, NumberArray> arrays = new LinkedHashMap<>();
    MemoryBudget budget = MemoryBudget.ofHeap(Code.DATA_001);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        byte[] content = DataBytes.unpack(place, zip, budget);
        if (NpyFormat.matches(content)) {
          String array = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
          arrays.put(array, NpyFormat.read(place + ": array '" + array + "'", content));
        }
      }
    } catch (IOException | IllegalArgumentException e) { // the latter for names that are not text
      throw new UserException(place, Code.DATA_001, "not a readable NPZ file: it is damaged");
    }
    return new NpzFormat(place, arrays);
  }

  NumberArray frames(Split split) {
    Optional<NumberArray> only =
        arrays.size() == 1 ? arrays.values().stream().findFirst() : Optional.empty();
    return find(FRAME_NAMES, split)
        .or(() -> only)
        .orElseThrow(() -> new UserException(place, Code.DATA_001, missing("frames", FRAME_NAMES)));
  }

  Optional<NumberArray> labels(Split split) {
    return find(LABEL_NAMES, split);
  }

  /** Labels where only labels are wanted: then a single array needs no name. */
  NumberArray onlyLabels(Split split) {
    Optional<NumberArray> only =
        arrays.size() == 1 ? arrays.values().stream().findFirst() : Optional.empty();
    return labels(split)
        .or(() -> only)
        .orElseThrow(() -> new UserException(place, Code.DATA_001, missing("labels", LABEL_NAMES)));
  }

  private String missing(String what, List<String> names) {
    return "has arrays %s, none of which is known to hold %s: %s"
        .formatted(arrays.keySet(), what, names);
  }

  /** A name with the part's word behind it, as in {@code x_test}, goes first. */
  private Optional<NumberArray> find(List<String> names, Split split) {
    List<String> candidates = new ArrayList<>();
    for (String name : names) {
      split.words().forEach(word -> candidates.add(name + "_" + word));
    }
    candidates.addAll(names);
    return candidates.stream().filter(arrays::containsKey).findFirst().map(arrays::get);
  }
}
