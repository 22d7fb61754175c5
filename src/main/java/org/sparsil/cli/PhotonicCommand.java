// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sparsil photonic}. */
@Command(
    name = "photonic",
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = "Maps networks onto meshes of tunable basic units, and checks what was mapped.",
    footerHeading = "%nExample:%n",
    footer =
        "  sparsil photonic map model.onnx --device hex200 --out build/light && sparsil photonic"
            + " check build/light/mapping.json",
    subcommands = {PhotonicMapCommand.class, PhotonicCheckCommand.class})
final class PhotonicCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command, such as 'map'");
  }
}
