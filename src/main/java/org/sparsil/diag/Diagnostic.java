// SPDX-License-Identifier: Apache-2.0
package org.sparsil.diag;

import java.util.Optional;

/**
 * One thing to tell the user.
 *
 * @param place file and element, outermost first, such as {@code lenet.onnx: layer 'fc2'}
 * @param message one sentence without a full stop; names both numbers when two disagree
 * @param hint what to do about it
 */
public record Diagnostic(
    String place, Severity severity, String message, Code code, Optional<String> hint) {

  public static Diagnostic error(String place, Code code, String message) {
    return new Diagnostic(place, Severity.ERROR, message, code, Optional.empty());
  }

  public static Diagnostic error(String place, Code code, String message, String hint) {
    return new Diagnostic(place, Severity.ERROR, message, code, Optional.of(hint));
  }

  /**
   * The form shown to people: {@code place: severity: message [CODE]}, then the hint on its own
   * line.
   */
  @Override
  public String toString() {
    String head = "%s: %s: %s [%s]".formatted(place, severity, message, code);
    return hint.map(text -> head + "\n  hint: " + text).orElse(head);
  }
}
