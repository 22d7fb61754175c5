// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sparsil.compress.container.Container;
import org.sparsil.frontend.OnnxWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sparsil unpack}. */
@Command(
    name = "unpack",
    sortOptions = false,
    description = "Restores the network that was packed, as an ONNX model.",
    footerHeading = "%nExample:%n",
    footer = "  sparsil unpack model.sparsil --out model.onnx")
final class UnpackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.sparsil", description = "The coded container.")
  private Path container;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL.onnx",
      description = "The model file to write.")
  private Path out;

  @Override
  public Integer call() {
    OnnxWriter.write(Container.read(container), out);
    return ExitCode.OK;
  }
}
