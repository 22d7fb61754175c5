// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * Reads data sets: IDX, NPY, NPZ, CSV, PNG, PGM and ONNX tensors, each also packed by gzip, and
 * folders of them. Files are known by their content. Values are delivered as they are stored: 0 to
 * 255 for bytes.
 */
public final class DataReader {
  private DataReader() {}

  /** Reads the test part of a data set that has parts. */
  public static Dataset read(Path file, Shape frameShape) {
    return read(file, frameShape, Split.TEST);
  }

  /**
   * Reads frames, and their labels if they are in the same file or in one that belongs to it by
   * name.
   *
   * @throws UserException if the file cannot be read, or its frames do not fit the shape
   */
  public static Dataset read(Path file, Shape frameShape, Split split) {
    if (Files.isDirectory(file)) {
      return new DataFolder(file, frameShape, split).read();
    }
    String place = file.toString();
    byte[] bytes = DataBytes.read(file);
    if (ImageFormat.matches(bytes)) {
      return unlabelled(List.of(ImageFormat.read(place, bytes, frameShape)));
    }
    if (ImageArchive.matches(file, bytes)) {
      return ImageArchive.read(place, bytes, frameShape);
    }
    if (NpzFormat.matches(bytes)) {
      NpzFormat npz = NpzFormat.read(place, bytes);
      List<FloatTensor> frames = npz.frames(split).frames(frameShape);
      return labelled(place, frames, npz.labels(split).map(NumberArray::labels));
    }
    if (IdxFormat.matches(bytes)) {
      List<FloatTensor> frames = IdxFormat.read(place, bytes).frames(frameShape);
      return labelled(place, frames, idxLabels(file).map(DataReader::readLabels));
    }
    if (NpyFormat.matches(bytes)) {
      return unlabelled(NpyFormat.read(place, bytes).frames(frameShape));
    }
    if (isTensor(file)) {
      return unlabelled(TensorFormat.read(file, bytes).frames(frameShape));
    }
    return CsvFormat.read(place, bytes).dataset(frameShape);
  }

  /**
   * Reads the class number of each frame.
   *
   * @throws UserException if the file cannot be read, or does not hold one class number per frame
   */
  public static IntTensor readLabels(Path file) {
    String place = file.toString();
    byte[] bytes = DataBytes.read(file);
    if (NpzFormat.matches(bytes)) {
      return NpzFormat.read(place, bytes).onlyLabels(Split.TEST).labels();
    }
    if (IdxFormat.matches(bytes)) {
      return IdxFormat.read(place, bytes).labels();
    }
    if (NpyFormat.matches(bytes)) {
      return NpyFormat.read(place, bytes).labels();
    }
    return isTensor(file)
        ? TensorFormat.read(file, bytes).labels()
        : CsvFormat.read(place, bytes).labels();
  }

  private static boolean isTensor(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.pb(\\.gz)?");
  }

  /** {@code t10k-labels-idx1-ubyte.gz} for {@code t10k-images-idx3-ubyte.gz}. */
  private static Optional<Path> idxLabels(Path images) {
    String name = String.valueOf(images.getFileName());
    String labels = name.replaceFirst("images([-.])idx[0-9]", "labels$1idx1");
    String other =
        labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels + ".gz";
    return labels.equals(name)
        ? Optional.empty()
        : List.of(labels, other).stream()
            .map(images::resolveSibling)
            .filter(Files::isRegularFile)
            .findFirst();
  }

  private static Dataset unlabelled(List<FloatTensor> frames) {
    return new Dataset(frames, Optional.empty());
  }

  private static Dataset labelled(
      String place, List<FloatTensor> frames, Optional<IntTensor> labels) {
    if (labels.isPresent() && labels.get().size() != frames.size()) {
      throw new UserException(
          place,
          Code.DATA_004,
          "%d labels for %d frames".formatted(labels.get().size(), frames.size()));
    }
    return new Dataset(frames, labels);
  }
}
