// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.sparsil.compress.container.CoderChoice;
import org.sparsil.compress.container.Container;
import org.sparsil.compress.container.ContainerOptions;
import org.sparsil.compress.container.PackedNetwork;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.report.ContainerTable;
import org.sparsil.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil pack}. */
@Command(
    name = "pack",
    sortOptions = false,
    description =
        "Codes a network into as few bytes as can be, and shows what each step of compression"
            + " brings. What is unpacked is identical, down to the bits of every number.",
    footerHeading = "%nExample:%n",
    footer = "  sparsil pack model.onnx --out model.sparsil")
final class PackCommand implements Callable<Integer> {
  /** The coders as they are called on the command line. */
  enum Coder {
    auto(CoderChoice.AUTO),
    huffman(CoderChoice.HUFFMAN),
    arithmetic(CoderChoice.ARITHMETIC);

    private final CoderChoice choice;

    Coder(CoderChoice choice) {
      this.choice = choice;
    }
  }

  @Parameters(paramLabel = "MODEL.onnx", description = "The model file.")
  private Path model;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.sparsil",
      description = "The coded container to write.")
  private Path out;

  @Option(
      names = "--coder",
      paramLabel = "CODER",
      defaultValue = "auto",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, the smaller one for each tensor).")
  private Coder coder = Coder.auto;

  @Option(
      names = "--zero-run-bits",
      paramLabel = "BITS",
      description =
          "Width of the zero runs between Huffman-coded weights, 1 to 12 (default: what is"
              + " smallest, for each layer).")
  private Optional<Integer> zeroRunBits = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write what is shown as JSON.")
  private Optional<Path> json = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    ContainerOptions options = options();
    Diagnostics notes = new Diagnostics();
    Graph graph = ModelFile.read(model, notes);
    PackedNetwork packed = Container.packed(graph, options);
    ResultFile.write(out, packed.bytes());
    json.ifPresent(file -> ResultFile.write(file, Json.print(packed.report())));
    console.print(ContainerTable.print(packed.report()));
    notes.all().forEach(console::println);
    return ExitCode.OK;
  }

  private ContainerOptions options() {
    zeroRunBits.ifPresent(
        bits -> {
          if (bits < 1 || bits > ContainerOptions.MAX_ZERO_RUN_BITS) {
            throw new ParameterException(
                spec.commandLine(),
                "--zero-run-bits: expected a whole number from 1 to %d, got %d"
                    .formatted(ContainerOptions.MAX_ZERO_RUN_BITS, bits));
          }
        });
    return new ContainerOptions(
        coder.choice, zeroRunBits.map(OptionalInt::of).orElse(OptionalInt.empty()));
  }
}
