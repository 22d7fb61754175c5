// SPDX-License-Identifier: Apache-2.0
package org.sparsil.diag;

import java.util.Locale;

/** How bad a {@link Diagnostic} is. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
