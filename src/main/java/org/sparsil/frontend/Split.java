// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.List;

/** Which part of a data set that comes in two parts. */
public enum Split {
  TRAIN,
  TEST;

  /** The words that mark a part's files, the most usual first. */
  List<String> words() {
    return this == TRAIN ? List.of("train") : List.of("t10k", "test", "val", "validation");
  }
}
