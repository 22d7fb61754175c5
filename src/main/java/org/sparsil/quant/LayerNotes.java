// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;

/** Diagnostics about one layer. */
record LayerNotes(Diagnostics diagnostics, String place) {
  static LayerNotes of(Diagnostics diagnostics, String network, String layer) {
    return new LayerNotes(diagnostics, "%s: layer '%s'".formatted(network, layer));
  }

  void note(String message) {
    diagnostics.note(place, Code.QUANT_004, message);
  }

  UserException failure(Code code, String message) {
    return new UserException(place, code, message);
  }

  void error(Code code, String message, String hint) {
    diagnostics.error(place, code, message, hint);
  }
}
