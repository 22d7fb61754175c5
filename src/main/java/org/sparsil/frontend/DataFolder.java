// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * A data set in a folder: IDX files as MNIST has them, ONNX test sets, or images, where each
 * subfolder is a class. The parts of a data set may have a folder or a zip file each, named after
 * the part.
 */
final class DataFolder {
  private final Path folder;
  private final Shape frame;
  private final Split split;

  DataFolder(Path folder, Shape frame, Split split) {
    this.folder = folder;
    this.frame = frame;
    this.split = split;
  }

  Dataset read() {
    Optional<Path> idx = idxImages();
    if (idx.isPresent()) {
      return DataReader.read(idx.get(), frame, split);
    }
    List<Path> tensors = onnxInputs();
    if (!tensors.isEmpty()) {
      List<FloatTensor> frames = new ArrayList<>();
      tensors.forEach(file -> frames.addAll(DataReader.read(file, frame, split).frames()));
      return new Dataset(frames, Optional.empty());
    }
    Optional<Path> part = part();
    return part.isPresent() ? DataReader.read(part.get(), frame, split) : images();
  }

  /** The folder that is named after the wanted part, or the zip file whose name has its word. */
  private Optional<Path> part() {
    for (String word : split.words()) {
      Optional<Path> found =
          children(folder).stream()
              .filter(
                  path ->
                      Files.isDirectory(path)
                          ? name(path).equals(word)
                          : name(path).endsWith(".zip") && hasWord(path, word))
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The file of the wanted part; if there is only one file that names no part, that one. */
  private Optional<Path> idxImages() {
    List<Path> all =
        children(folder).stream()
            .filter(file -> name(file).matches(".*images.idx.*") && Files.isRegularFile(file))
            .toList();
    for (String word : split.words()) {
      Optional<Path> found = all.stream().filter(file -> hasWord(file, word)).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    Optional<Path> withoutPart = all.stream().filter(file -> !namesPart(file)).findFirst();
    if (withoutPart.isEmpty() && !all.isEmpty()) {
      throw new UserException(
          folder.toString(),
          Code.DATA_001,
          "has IDX files, but none whose name has one of the words %s".formatted(split.words()));
    }
    return withoutPart;
  }

  private static boolean namesPart(Path file) {
    return Stream.of(Split.values())
        .flatMap(split -> split.words().stream())
        .anyMatch(word -> hasWord(file, word));
  }

  /** Whether the word stands alone in the file's name, as in {@code digits-test-images}. */
  private static boolean hasWord(Path file, String word) {
    return name(file).matches("(.*[^a-z0-9])?" + word + "([^a-z0-9].*)?");
  }

  private List<Path> onnxInputs() {
    List<Path> found = new ArrayList<>();
    Stream.concat(Stream.of(folder), children(folder).stream())
        .map(place -> place.resolve("input_0.pb"))
        .filter(Files::isRegularFile)
        .forEach(found::add);
    return found;
  }

  /** In the order of the names; numbers as names are the classes themselves. */
  private Dataset images() {
    List<Path> classes = children(folder).stream().filter(Files::isDirectory).toList();
    boolean numbered =
        classes.stream().allMatch(path -> path.getFileName().toString().matches("[0-9]{1,9}"));
    List<FloatTensor> frames = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path path : classes.isEmpty() ? List.of(folder) : classes) {
      List<FloatTensor> images = imagesIn(path);
      int label =
          numbered && !classes.isEmpty() ? Integer.parseInt(name(path)) : classes.indexOf(path);
      frames.addAll(images);
      images.forEach(image -> labels.add(label));
    }
    if (frames.isEmpty()) {
      throw new UserException(
          folder.toString(),
          Code.DATA_001,
          "holds no data that is known",
          "known are IDX files, ONNX tensors (input_0.pb), and PNG, JPEG or PGM images");
    }
    int[] classNumbers = labels.stream().mapToInt(Integer::intValue).toArray();
    return new Dataset(
        frames, classes.isEmpty() ? Optional.empty() : Optional.of(IntTensor.vector(classNumbers)));
  }

  private List<FloatTensor> imagesIn(Path path) {
    List<FloatTensor> images = new ArrayList<>();
    for (Path file : children(path)) {
      if (Files.isRegularFile(file) && name(file).matches(".*\\.(png|pgm|jpe?g)")) {
        images.add(ImageFormat.read(file.toString(), DataBytes.read(file), frame));
      }
    }
    return images;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static List<Path> children(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
          .toList();
    } catch (IOException e) {
      throw new UserException(path.toString(), Code.FILE_001, "cannot read the folder");
    }
  }
}
