// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;

/** Gathers errors with their places in a file. Not for several threads: each has its own. */
final class Findings {
  /** More mistakes than these in one part of the file are of one kind and only counted. */
  private static final int SHOWN = 50;

  private final String file;
  private final Diagnostics diagnostics = new Diagnostics();
  private int hidden;

  Findings(String file) {
    this.file = file;
  }

  /**
   * Adds an error.
   *
   * @param pointer a JSON pointer; empty for the whole file
   */
  void error(String pointer, Code code, String message) {
    if (diagnostics.all().size() < SHOWN) {
      diagnostics.error(pointer.isEmpty() ? file : file + ": " + pointer, code, message);
    } else {
      hidden++;
    }
  }

  void addTo(Diagnostics all) {
    diagnostics.all().forEach(all::add);
    if (hidden > 0) {
      all.error(file, Code.PHOTON_009, hidden + " more values are not as they should");
    }
  }
}
