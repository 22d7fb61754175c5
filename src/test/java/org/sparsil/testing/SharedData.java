// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The data that lie beside the project, in {@code $SPARSIL_DATA} or else {@code ../shared/data}.
 */
public final class SharedData {
  private SharedData() {}

  /** The file or folder, if it is there. */
  public static Optional<Path> find(String relative) {
    String folder = System.getenv().getOrDefault("SPARSIL_DATA", "../shared/data");
    return Optional.of(Path.of(folder).resolve(relative)).filter(Files::exists);
  }

  /** The file or folder; skips the test if it is absent. */
  public static Path require(String relative) {
    Optional<Path> found = find(relative);
    Assumptions.assumeTrue(found.isPresent(), () -> "skipped: " + relative + " is absent");
    return found.orElseThrow();
  }
}
