// SPDX-License-Identifier: Apache-2.0
package org.sparsil.diag;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The user's input cannot be worked with. Carries every diagnostic; its stack trace is of no
 * interest to the user.
 */
public final class UserException extends RuntimeException {
  private final transient List<Diagnostic> diagnostics;

  public UserException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public UserException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  public UserException(String place, Code code, String message) {
    this(Diagnostic.error(place, code, message));
  }

  public UserException(String place, Code code, String message, String hint) {
    this(Diagnostic.error(place, code, message, hint));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
