// SPDX-License-Identifier: Apache-2.0
package org.sparsil.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers diagnostics so that all of a user's mistakes can be shown at once. */
public final class Diagnostics {
  private final List<Diagnostic> all = new ArrayList<>();

  public void add(Diagnostic diagnostic) {
    all.add(diagnostic);
  }

  public void error(String place, Code code, String message) {
    add(Diagnostic.error(place, code, message));
  }

  public void error(String place, Code code, String message, String hint) {
    add(Diagnostic.error(place, code, message, hint));
  }

  public void warning(String place, Code code, String message) {
    add(new Diagnostic(place, Severity.WARNING, message, code, Optional.empty()));
  }

  public void warning(String place, Code code, String message, String hint) {
    add(new Diagnostic(place, Severity.WARNING, message, code, Optional.of(hint)));
  }

  public void note(String place, Code code, String message) {
    add(new Diagnostic(place, Severity.NOTE, message, code, Optional.empty()));
  }

  public List<Diagnostic> all() {
    return List.copyOf(all);
  }

  public boolean hasErrors() {
    return all.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  /**
   * Ends the step that gathered them.
   *
   * @throws UserException with everything gathered, if any of it is an error
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new UserException(all());
    }
  }
}
