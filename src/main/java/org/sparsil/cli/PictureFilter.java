// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * A filter for grey pictures as an integer network; what is outside of the picture is black.
 *
 * @param name for people
 * @param kernels each {@code [rows, columns]}, all of one shape; the result is the sum of their
 *     responses, each cut off below 0 where there are several
 * @param divisor of the response, at least 1
 */
record PictureFilter(String name, List<IntTensor> kernels, int divisor) {
  private static final FixedPoint PIXEL = new FixedPoint(false, 8, 1, 0);
  private static final int LARGEST_KERNEL = 31;
  private static final int LARGEST_WEIGHT = 32_767;
  private static final int LARGEST_DIVISOR = 1 << 24;
  private static final int MOST_BYTES = 1 << 16;

  /** Bits of the factor that stands for a division. */
  private static final int FACTOR_BITS = 17;

  PictureFilter {
    kernels = List.copyOf(kernels);
  }

  /** The size of the gradient: |gx| + |gy|, each of which is two responses cut off below 0. */
  private static PictureFilter sobel() {
    return new PictureFilter(
        "sobel",
        List.of(
            kernel(3, -1, 0, 1, -2, 0, 2, -1, 0, 1),
            kernel(3, 1, 0, -1, 2, 0, -2, 1, 0, -1),
            kernel(3, -1, -2, -1, 0, 0, 0, 1, 2, 1),
            kernel(3, 1, 2, 1, 0, 0, 0, -1, -2, -1)),
        1);
  }

  private static IntTensor kernel(int columns, int... values) {
    return IntTensor.of(Shape.of(values.length / columns, columns), values);
  }

  /**
   * The filter of a name, or the one that a file describes.
   *
   * @throws UserException if there is none
   */
  static PictureFilter of(String name) {
    return switch (name) {
      case "sobel" -> sobel();
      case "blur" -> new PictureFilter(name, List.of(kernel(3, 1, 2, 1, 2, 4, 2, 1, 2, 1)), 16);
      case "sharpen" ->
          new PictureFilter(name, List.of(kernel(3, 0, -1, 0, -1, 5, -1, 0, -1, 0)), 1);
      default -> read(Path.of(name));
    };
  }

  /** A line per row of whole numbers; # begins a comment, 'divisor N' may stand anywhere. */
  private static PictureFilter read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          file.toString(),
          Code.FILE_001,
          "is neither sobel, blur, sharpen nor a file with a kernel");
    }
    List<List<Integer>> rows = new ArrayList<>();
    int divisor = 1;
    for (String line : lines(file)) {
      List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("[\\s,;]+", -1));
      if (words.get(0).equals("divisor") && words.size() == 2) {
        divisor = number(file, words.get(1), 1, LARGEST_DIVISOR);
      } else if (!words.get(0).isEmpty()) {
        rows.add(
            words.stream()
                .map(word -> number(file, word, -LARGEST_WEIGHT, LARGEST_WEIGHT))
                .toList());
      }
    }
    int columns = rows.isEmpty() ? 0 : rows.get(0).size();
    for (List<Integer> row : rows) {
      if (row.size() != columns) {
        throw wrong(file, "a row has %d numbers, the first has %d".formatted(row.size(), columns));
      }
    }
    if (rows.isEmpty() || rows.size() > LARGEST_KERNEL || columns > LARGEST_KERNEL) {
      throw wrong(
          file,
          "the kernel has %dx%d numbers, allowed is 1x1 to %dx%d"
              .formatted(rows.size(), columns, LARGEST_KERNEL, LARGEST_KERNEL));
    }
    int[] values = rows.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    return new PictureFilter("filter", List.of(kernel(columns, values)), divisor);
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw wrong(file, "has %d bytes, at most %d".formatted(Files.size(file), MOST_BYTES));
      }
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UserException(file.toString(), Code.FILE_001, "cannot be read");
    }
  }

  private static int number(Path file, String word, int min, int max) {
    return Optional.of(word)
        .filter(text -> text.matches("[-+]?[0-9]{1,9}"))
        .map(Integer::parseInt)
        .filter(value -> min <= value && value <= max)
        .orElseThrow(
            () ->
                wrong(
                    file,
                    "expected a whole number from %d to %d, got '%s'".formatted(min, max, word)));
  }

  private static UserException wrong(Path file, String message) {
    return new UserException(
        file.toString(),
        Code.DATA_001,
        message,
        "a kernel is a line per row of whole numbers, and optionally a line 'divisor N'");
  }

  /** The network for pictures of this size; the result has the same size. */
  QGraph network(int rows, int columns) {
    QInput input = new QInput("picture", Shape.of(rows, columns, 1), PIXEL);
    if (kernels.size() == 1) {
      return new QGraph(name, input, List.of(responses(name, input, scaled())));
    }
    FixedPoint wide = wide();
    QConv each =
        responses(
            "responses", input, Requantize.perTensor(1, 0, Rounding.HALF_UP, wide, 0, wide.max()));
    QLayer sum =
        new QConv(
            name,
            "responses",
            each.shape(),
            Window.of(1, 1),
            1,
            CodedMatrix.ofDense(ones(kernels.size())),
            LongTensor.of(Shape.of(1), 0),
            scaled());
    return new QGraph(name, input, List.of(each, sum));
  }

  private static IntTensor ones(int count) {
    int[] values = new int[count];
    Arrays.fill(values, 1);
    return IntTensor.of(Shape.of(1, count), values);
  }

  /** As wide as the largest response. */
  private FixedPoint wide() {
    long largest = 0;
    for (IntTensor kernel : kernels) {
      long sum = 0;
      for (int i = 0; i < kernel.size(); i++) {
        sum += Math.max(0, kernel.get(i));
      }
      largest = Math.max(largest, sum * PIXEL.max());
    }
    int bits = Math.max(8, 64 - Long.numberOfLeadingZeros(largest));
    return new FixedPoint(false, bits, 1, 0);
  }

  private QConv responses(String layer, QInput input, Requantize stage) {
    Shape shape = kernels.get(0).shape();
    int taps = shape.size();
    int[] weights = new int[kernels.size() * taps];
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).copyTo(0, weights, i * taps, taps);
    }
    return new QConv(
        layer,
        input.name(),
        input.shape(),
        new Window(axis(shape.extent(0)), axis(shape.extent(1))),
        1,
        CodedMatrix.ofDense(IntTensor.of(Shape.of(kernels.size(), taps), weights)),
        LongTensor.of(Shape.of(kernels.size()), new long[kernels.size()]),
        stage);
  }

  private static Window.Axis axis(int kernel) {
    return new Window.Axis(kernel, 1, 1, (kernel - 1) / 2, kernel / 2);
  }

  /** To a byte, divided: exactly by a power of two, else by a factor of 17 bits. */
  private Requantize scaled() {
    boolean power = Integer.bitCount(divisor) == 1;
    int bits = 32 - Integer.numberOfLeadingZeros(divisor - 1);
    int shift = power ? bits : bits + FACTOR_BITS - 1;
    int factor = power ? 1 : Math.toIntExact(((1L << shift) + divisor / 2) / divisor);
    return Requantize.perTensor(factor, shift, Rounding.HALF_UP, PIXEL, 0, PIXEL.max());
  }
}
