// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.engine.Engine;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** Starts the engine that computes gradients: one thread, offline, quiet. */
final class TrainingEngine {
  /** A file of each of the two artifacts that profile {@code train} adds. */
  private static final String GLUE = "/jnilib/pytorch.properties";

  private static final String NATIVE = "/native/lib/pytorch.properties";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1",
          "org.slf4j.simpleLogger.log.ai.djl", "error");

  private TrainingEngine() {}

  static boolean isPresent() {
    return TrainingEngine.class.getResource(GLUE) != null
        && TrainingEngine.class.getResource(NATIVE) != null;
  }

  /**
   * The engine, started on the first call.
   *
   * @throws UserException TRAIN-001 if the engine is not on the class path or does not start
   */
  static Engine start() {
    if (!isPresent()) {
      throw new UserException(
          "train",
          Code.TRAIN_001,
          "the training engine is not on the class path",
          "'./sparsil train' and 'mvn -P train' fetch it once: PyTorch for Linux on x86-64, 115 MB");
    }
    // Read when the engine's first class is loaded; what the user set wins.
    SETTINGS.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            System.setProperty(key, value);
          }
        });
    return load();
  }

  /** The engine reports an unfit library with whatever its loader happens to throw. */
  private static Engine load() {
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError problem) {
      throw new UserException(
          "train",
          Code.TRAIN_001,
          "the training engine does not start: " + problem.getMessage(),
          "it needs Linux on x86-64 and about 450 MB below ~/.djl.ai (or DJL_CACHE_DIR)");
    }
  }
}
