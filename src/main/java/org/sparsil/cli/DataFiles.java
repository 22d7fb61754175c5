// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.Split;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** Reads frames and labels as the network takes them: scaled and offset as the settings say. */
final class DataFiles {
  private final Shape shape;
  private final double scale;
  private final double offset;

  DataFiles(Shape shape, Settings settings) {
    this.shape = shape;
    this.scale = settings.get(Settings.INPUT_SCALE);
    this.offset = settings.get(Settings.INPUT_OFFSET);
  }

  /**
   * The frames of a file or folder, with the labels of another file, or those that come with them.
   *
   * @param split which part of a data set that has parts
   * @throws UserException if shapes or numbers do not fit
   */
  Dataset read(Path data, Split split, Optional<Path> labels) {
    Dataset raw = DataReader.read(data, shape, split);
    if (raw.size() == 0) {
      throw new UserException(data.toString(), Code.DATA_001, "holds no frames");
    }
    List<FloatTensor> frames = raw.frames().stream().map(this::scaled).toList();
    Optional<IntTensor> known = labels.map(file -> readLabels(file, data, raw.size()));
    return new Dataset(frames, known.or(raw::labels));
  }

  private static IntTensor readLabels(Path file, Path data, int frames) {
    IntTensor labels = DataReader.readLabels(file);
    if (labels.size() != frames) {
      throw new UserException(
          file.toString(),
          Code.DATA_004,
          "has %d labels, %s has %d frames".formatted(labels.size(), data, frames));
    }
    return labels;
  }

  private FloatTensor scaled(FloatTensor frame) {
    if (scale == 1 && offset == 0) {
      return frame;
    }
    float[] values = frame.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * scale + offset);
    }
    return FloatTensor.adopt(frame.shape(), values);
  }

  /** At most so many of the frames, evenly chosen. */
  static List<FloatTensor> sample(List<FloatTensor> frames, int most) {
    if (frames.size() <= most) {
      return frames;
    }
    List<FloatTensor> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(frames.get((int) ((long) i * frames.size() / most)));
    }
    return chosen;
  }
}
