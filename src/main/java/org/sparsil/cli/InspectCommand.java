// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.GraphPrinter;
import org.sparsil.report.WeightTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil inspect}. */
@Command(
    name = "inspect",
    description =
        "Shows a model as Sparsil reads it: its layers, parameters, zeros and distinct weights, and"
            + " everything in it that is not supported.",
    footerHeading = "%nExample:%n",
    footer = "  sparsil inspect model.onnx")
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL.onnx", description = "The model file.")
  private Path model;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Diagnostics notes = new Diagnostics();
    Graph graph = ModelFile.read(model, notes);
    out.print(GraphPrinter.print(graph));
    out.println();
    out.print(WeightTable.print(graph));
    notes.all().forEach(out::println);
    return ExitCode.OK;
  }
}
