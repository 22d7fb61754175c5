// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

/** What a command says to the shell. */
final class ExitCode {
  static final int OK = 0;

  /** What was asked cannot be done with these files and values. */
  static final int USER_MISTAKE = 1;

  /** The command line itself makes no sense. */
  static final int BAD_USAGE = 2;

  /** Hardware and golden model, or simulation and cycle model, disagree. */
  static final int VERIFICATION_FAILED = 3;

  /** Our mistake; the number that {@code sysexits.h} gives to it. */
  static final int INTERNAL = 70;

  /** Ended early by Ctrl-C, with the best so far; what shells say for that signal. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
