// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.UserException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its {@linkplain ExitCode exit code}. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = run(out, err, args);
    out.flush();
    System.exit(exitCode);
  }

  /** Runs a command, printing to the given writers; never throws, whatever the arguments. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    SparsilCommand sparsil = new SparsilCommand();
    try {
      return commandLine(sparsil).setOut(out).setErr(err).execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return report(e, sparsil.debug, err);
    }
  }

  static CommandLine commandLine(SparsilCommand sparsil) {
    CommandLine line = new CommandLine(sparsil);
    SettingOptions.addTo(
        Objects.requireNonNull(line.getSubcommands().get("compile")).getCommandSpec(),
        Settings.ALL);
    SettingOptions.addTo(
        Objects.requireNonNull(line.getSubcommands().get("explore")).getCommandSpec(),
        ExploreCommand.SETTINGS);
    CommandLine photonic = Objects.requireNonNull(line.getSubcommands().get("photonic"));
    SettingOptions.addTo(
        Objects.requireNonNull(photonic.getSubcommands().get("map")).getCommandSpec(),
        PhotonicMapCommand.SETTINGS);
    line.registerConverter(OptionalInt.class, Main::integer);
    line.registerConverter(OptionalLong.class, Main::longInteger);
    line.registerConverter(OptionalDouble.class, Main::number);
    return line.setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::refuse)
        .setExecutionExceptionHandler(
            (exception, command, arguments) -> report(exception, sparsil.debug, command.getErr()));
  }

  private static OptionalInt integer(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not an integer".formatted(text));
    }
  }

  private static OptionalLong longInteger(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not an integer".formatted(text));
    }
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not a number".formatted(text));
    }
  }

  private static int refuse(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println("sparsil: " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("  hint: see " + name + " --help");
    return ExitCode.BAD_USAGE;
  }

  static int report(Throwable failure, boolean debug, PrintWriter err) {
    if (debug) {
      failure.printStackTrace(err);
    }
    if (failure instanceof UserException mistakes) {
      mistakes.diagnostics().stream().map(Diagnostic::toString).forEach(err::println);
      return ExitCode.USER_MISTAKE;
    }
    if (failure instanceof OutOfMemoryError) {
      err.println(
          "sparsil: error: out of memory\n  hint: give Java more, such as"
              + " SPARSIL_JAVA_OPTIONS=-Xmx8g");
      return ExitCode.USER_MISTAKE;
    }
    err.println(
        "sparsil: internal error: %s\n  hint: this is a mistake in Sparsil, not yours; please"
                .formatted(failure)
            + " report it with the output of the same command and --debug");
    return ExitCode.INTERNAL;
  }
}
