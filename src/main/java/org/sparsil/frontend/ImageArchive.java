// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * A zip file of images, the classes as folders: {@code train/airplane/0001.jpg}. Classes are
 * numbered in the order of their names, images stay in the order of theirs.
 */
final class ImageArchive {
  private ImageArchive() {}

  static boolean matches(Path file, byte[] bytes) {
    return NpzFormat.matches(bytes)
        && String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  static Dataset read(String place, byte[] bytes, Shape frame) {
    MemoryBudget budget = MemoryBudget.ofHeap(Code.DATA_001);
    Map<String, Map<String, byte[]>> classes = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = DataBytes.unpack(place, zip, budget);
        if (ImageFormat.matches(content)) {
          budget.take(place, (long) Float.BYTES * frame.size());
          classes
              .computeIfAbsent(folder(entry.getName()), name -> new TreeMap<>())
              .put(entry.getName(), content);
        }
      }
    } catch (IOException | IllegalArgumentException e) { // the latter for names that are not text
      throw new UserException(place, Code.DATA_001, "not a readable zip file: it is damaged");
    }
    if (classes.isEmpty()) {
      throw new UserException(
          place, Code.DATA_001, "holds no images", "known are PNG, JPEG and PGM images");
    }
    return dataset(place, classes, frame);
  }

  private static Dataset dataset(
      String place, Map<String, Map<String, byte[]>> classes, Shape frame) {
    List<Map.Entry<String, byte[]>> images = new ArrayList<>();
    IntStream.Builder labels = IntStream.builder();
    int label = 0;
    for (Map<String, byte[]> members : classes.values()) {
      for (Map.Entry<String, byte[]> image : members.entrySet()) {
        images.add(image);
        labels.add(label);
      }
      label++;
    }
    List<FloatTensor> frames =
        images.parallelStream()
            .map(
                image ->
                    ImageFormat.read(
                        "%s: '%s'".formatted(place, image.getKey()), image.getValue(), frame))
            .toList();
    return new Dataset(
        frames,
        classes.size() == 1
            ? Optional.empty()
            : Optional.of(IntTensor.vector(labels.build().toArray())));
  }

  private static String folder(String entry) {
    int end = entry.lastIndexOf('/');
    return end < 0 ? "" : entry.substring(0, end);
  }
}
