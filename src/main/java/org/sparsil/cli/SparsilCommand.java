// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code sparsil} itself: it only has commands. */
@Command(
    name = "sparsil",
    version = "Sparsil 0.1.0",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description = "Compiles pruned, codebook-quantized neural networks to Verilog and proves them.",
    footerHeading = "%nExample:%n",
    footer = "  sparsil compile model.onnx --out build/model && sparsil verify build/model",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:cannot be done with these files and values",
      "2:not a valid command line",
      "3:verification failed",
      "70:a mistake in Sparsil itself",
      "130:interrupted; what was best so far is kept"
    },
    subcommands = {
      InspectCommand.class,
      CompileCommand.class,
      RunCommand.class,
      VerifyCommand.class,
      ExploreCommand.class,
      FilterCommand.class,
      PhotonicCommand.class,
      PackCommand.class,
      UnpackCommand.class,
      WaveformCommand.class,
      TrainCommand.class,
      CompressCommand.class,
      WarmUpCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    })
final class SparsilCommand implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in Sparsil an error arose.")
  boolean debug;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command, such as 'compile'");
  }
}
