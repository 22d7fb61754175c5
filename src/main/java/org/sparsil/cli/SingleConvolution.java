// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * A network of one convolution with random weights, as a user describes it: {@code
 * kernel=3x3,in=1,out=1,image=28x28}.
 */
record SingleConvolution(Window window, int channels, int outputs, int groups, ImageSize image) {
  static final String FORM =
      "kernel=RxC,in=N,out=N,image=HxW[,stride=RxC][,dilation=RxC][,padding=same|valid|T:L:B:R]"
          + "[,groups=N]";

  private static final int LARGEST = 4096;
  private static final long MOST_WEIGHTS = 10_000_000;
  private static final List<String> NEEDED = List.of("kernel", "in", "out", "image");
  private static final List<String> KEYS =
      Stream.concat(NEEDED.stream(), Stream.of("stride", "dilation", "padding", "groups")).toList();
  private static final Pattern PAIR = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");
  private static final Pattern PADS =
      Pattern.compile("([0-9]{1,4}):([0-9]{1,4}):([0-9]{1,4}):([0-9]{1,4})");

  /**
   * What a text describes.
   *
   * @throws IllegalArgumentException with a sentence for the user, if it describes nothing
   */
  static SingleConvolution parse(String text) {
    Map<String, String> words = words(text);
    List<Integer> kernel = pair(words, "kernel", "");
    List<Integer> stride = pair(words, "stride", "1x1");
    List<Integer> dilation = pair(words, "dilation", "1x1");
    String size = words.getOrDefault("image", "");
    ImageSize image =
        ImageSize.parse(size)
            .orElseThrow(() -> wrong("image=" + size, "expected " + ImageSize.EXPECTED));
    int channels = number(words, "in", "1");
    int outputs = number(words, "out", "1");
    int groups = number(words, "groups", "1");
    if (channels % groups != 0 || outputs % groups != 0) {
      throw wrong(
          "groups=" + groups, "does not divide in=%d and out=%d".formatted(channels, outputs));
    }
    long weights = (long) kernel.get(0) * kernel.get(1) * (channels / groups) * outputs;
    if (weights > MOST_WEIGHTS) {
      throw wrong(text, "it has %d weights, at most %d".formatted(weights, MOST_WEIGHTS));
    }
    long largest = (long) image.rows() * image.columns() * Math.max(channels, outputs);
    if (largest > Integer.MAX_VALUE) {
      throw wrong(
          text, "its image has %d elements, at most %d".formatted(largest, Integer.MAX_VALUE));
    }
    List<Integer> extents = List.of(image.rows(), image.columns());
    String padding = words.getOrDefault("padding", "same");
    List<Integer> pads = pads(padding, extents, kernel, stride, dilation);
    return new SingleConvolution(
        new Window(
            axis(0, kernel, stride, dilation, pads), axis(1, kernel, stride, dilation, pads)),
        channels,
        outputs,
        groups,
        image);
  }

  private static Map<String, String> words(String text) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String word : text.split(",", -1)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      if (equals < 0 || !KEYS.contains(key)) {
        throw wrong(word, "expected one of %s, each with =".formatted(String.join(", ", KEYS)));
      }
      if (words.put(key, word.substring(equals + 1)) != null) {
        throw wrong(word, "%s is given twice".formatted(key));
      }
    }
    List<String> missing = NEEDED.stream().filter(key -> !words.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      throw wrong(text, "%s is missing".formatted(String.join(", ", missing)));
    }
    return words;
  }

  private static IllegalArgumentException wrong(String what, String why) {
    return new IllegalArgumentException("'%s': %s".formatted(what, why));
  }

  private static int number(Map<String, String> words, String key, String fallback) {
    String text = words.getOrDefault(key, fallback);
    return Optional.of(text)
        .filter(digits -> digits.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .filter(value -> value >= 1 && value <= LARGEST)
        .orElseThrow(() -> wrong(key + "=" + text, "expected a number from 1 to " + LARGEST));
  }

  private static List<Integer> pair(Map<String, String> words, String key, String fallback) {
    String text = words.getOrDefault(key, fallback);
    Matcher pair = PAIR.matcher(text);
    if (pair.matches()) {
      List<Integer> values =
          List.of(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2)));
      if (values.stream().allMatch(value -> value >= 1 && value <= LARGEST)) {
        return values;
      }
    }
    throw wrong(key + "=" + text, "expected rows and columns such as 3x3, 1 to " + LARGEST);
  }

  /** Top, left, bottom, right. */
  private static List<Integer> pads(
      String text,
      List<Integer> extents,
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> dilation) {
    Matcher numbers = PADS.matcher(text);
    if (numbers.matches()) {
      return Stream.of(1, 2, 3, 4).map(numbers::group).map(Integer::parseInt).toList();
    }
    return switch (text) {
      case "valid" -> List.of(0, 0, 0, 0);
      case "same" -> {
        List<Integer> both =
            Stream.of(0, 1)
                .map(
                    axis ->
                        same(
                            extents.get(axis),
                            kernel.get(axis),
                            stride.get(axis),
                            dilation.get(axis)))
                .toList();
        int rows = both.get(0);
        int columns = both.get(1);
        yield List.of(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
      }
      default -> throw wrong("padding=" + text, "expected same, valid or T:L:B:R");
    };
  }

  /**
   * So much padding that there are as many windows as image positions by the stride, rounded up.
   */
  private static int same(int extent, int kernel, int stride, int dilation) {
    int windows = (extent + stride - 1) / stride;
    return Math.max(0, (windows - 1) * stride + dilation * (kernel - 1) + 1 - extent);
  }

  private static Window.Axis axis(
      int axis,
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> dilation,
      List<Integer> pads) {
    return new Window.Axis(
        kernel.get(axis), stride.get(axis), dilation.get(axis), pads.get(axis), pads.get(axis + 2));
  }

  /**
   * The network.
   *
   * @param seed of its weights
   * @throws org.sparsil.diag.UserException if the kernel is larger than the padded image
   */
  Graph graph(long seed) {
    Random random = new Random(seed);
    Shape shape =
        Shape.of(outputs, channels / groups, window.rows().kernel(), window.columns().kernel());
    float[] weights = new float[shape.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(255) - 127;
    }
    Graph graph =
        new Graph(
            "convolution",
            "image",
            Shape.of(channels, image.rows(), image.columns()),
            List.of(
                new Layer.Conv(
                    "conv",
                    "image",
                    FloatTensor.adopt(shape, weights),
                    FloatTensor.vector(new float[outputs]),
                    Optional.of(FloatTensor.vector(1)),
                    window,
                    groups)),
            "conv");
    ShapeInference.infer(graph);
    return graph;
  }

  /** The same with an image no larger than it takes to see the ranges of all values. */
  SingleConvolution small() {
    int rows =
        Math.min(image.rows(), Math.max(32, Math.toIntExact(window.rows().effectiveKernel())));
    int columns =
        Math.min(
            image.columns(), Math.max(32, Math.toIntExact(window.columns().effectiveKernel())));
    return new SingleConvolution(window, channels, outputs, groups, new ImageSize(rows, columns));
  }

  /** {@code 3x3, 1 to 1 channels, image 28x28}. */
  String description() {
    return Stream.of(
            window.toString(), "%d to %d channels".formatted(channels, outputs), "image " + image)
        .collect(Collectors.joining(", "));
  }
}
