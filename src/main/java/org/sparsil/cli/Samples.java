// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sparsil.frontend.Split;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;

/**
 * The data that a compilation uses.
 *
 * @param calibration frames to choose formats by; may be empty
 * @param evaluation frames to compare the float and the integer network on
 */
record Samples(List<FloatTensor> calibration, Optional<Dataset> evaluation) {

  /**
   * Where they are.
   *
   * @param evaluate if empty, the calibration data serve for the comparison too
   * @param labels of the data for the comparison
   */
  record Files(Optional<Path> calibrate, Optional<Path> evaluate, Optional<Path> labels) {}

  static Samples read(Files files, DataFiles data, int calibrationFrames) {
    Optional<Dataset> own =
        files.evaluate().map(file -> data.read(file, Split.TEST, files.labels()));
    Optional<Path> labels = own.isPresent() ? Optional.empty() : files.labels();
    Optional<Dataset> calibration =
        files.calibrate().map(file -> data.read(file, Split.TRAIN, labels));
    List<FloatTensor> frames = calibration.map(Dataset::frames).orElse(List.of());
    return new Samples(DataFiles.sample(frames, calibrationFrames), own.or(() -> calibration));
  }
}
