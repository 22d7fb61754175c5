// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import org.sparsil.compress.container.Container;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.graph.Graph;

/** Reads a float network from whatever file holds it: a coded container, or else ONNX. */
final class ModelFile {
  private ModelFile() {}

  /**
   * Reads a model.
   *
   * @param notes gets what the user may want to know of a model that is read
   * @throws org.sparsil.diag.UserException with everything that is wrong with it
   */
  static Graph read(Path file, Diagnostics notes) {
    return file.toString().endsWith(Container.SUFFIX)
        ? Container.read(file)
        : new OnnxReader(notes).read(file);
  }
}
