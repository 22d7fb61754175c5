// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.sparsil.frontend.OnnxWriter;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * Times the command line as a user meets it, whole processes including the start of Java, and says
 * what was aimed for. Run from the project's folder by {@code make bench}; figures of a shared
 * machine vary, the median of several runs is printed.
 */
public final class Benchmarks {
  private static final Path WORK = Path.of("target", "bench");
  private static final String LENET = "models/lenet-300-100/model.onnx";

  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    row("what", "measured", "aim");
    row("--help", seconds(median(7, Map.of(), "--help")), "<= 0.4 s");
    row(
        "compile 784-300-100-10",
        seconds(median(5, Map.of(), "compile", LENET, "--out", out("lenet"))),
        "<= 2 s");
    Path big = WORK.resolve("mlp-10m.onnx");
    OnnxWriter.write(perceptron(new Random(1), 0.1, 2500, 2500, 1500, 10), big);
    row(
        "compile 10 million weights at 10 %, heap of 3.5 GiB",
        seconds(
            median(
                1,
                Map.of("SPARSIL_JAVA_OPTIONS", "-Xmx3584m"),
                "compile",
                big.toString(),
                "--out",
                out("mlp-10m"))),
        "<= 20 s, <= 4 GiB");
    row(
        "verify 10,000 frames of 784-300-100-10 in Verilator",
        seconds(
            median(
                1,
                Map.of(),
                "verify",
                out("lenet"),
                "--simulator",
                "verilator",
                "--frames",
                "10000")),
        "<= 30 s");
    Path vgg = WORK.resolve("vgg16.onnx");
    OnnxWriter.write(VggNetwork.of(new Random(1), 0.08), vgg);
    row(
        "compile a network of VGG-16's size, heap of 12 GiB",
        seconds(
            median(
                1,
                Map.of("SPARSIL_JAVA_OPTIONS", "-Xmx12g"),
                "compile",
                vgg.toString(),
                "--out",
                out("vgg16"))),
        "<= 90 s, <= 12 GiB");
    GoldenBenchmark.main(new String[0]);
    PhotonicBenchmark.main(new String[0]);
    ContainerBenchmark.main(new String[0]);
  }

  /** A folder below the bench's. */
  private static String out(String name) {
    return WORK.resolve(name).toString();
  }

  /**
   * The median wall time in seconds of a command that must succeed, after one run to warm up if
   * there are several.
   */
  private static double median(int runs, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    double[] seconds = new double[runs];
    for (int run = runs > 1 ? -1 : 0; run < runs; run++) {
      double time = time(environment, arguments);
      if (run >= 0) {
        seconds[run] = time;
      }
    }
    Arrays.sort(seconds);
    return seconds[runs / 2];
  }

  private static double time(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./sparsil"));
    command.addAll(List.of(arguments));
    Path log = WORK.resolve("log.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** A perceptron with ReLU between its layers; so many of the weights are not 0. */
  static Graph perceptron(Random random, double density, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    String previous = "x";
    for (int i = 0; i + 1 < sizes.length; i++) {
      float[] weights = new float[sizes[i] * sizes[i + 1]];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = random.nextDouble() < density ? (float) (random.nextGaussian() * 0.1) : 0;
      }
      String name = "fc" + (i + 1);
      layers.add(
          new Layer.Dense(
              name,
              previous,
              FloatTensor.adopt(Shape.of(sizes[i + 1], sizes[i]), weights),
              FloatTensor.vector(new float[sizes[i + 1]]),
              Optional.empty()));
      previous = name;
      if (i + 2 < sizes.length) {
        previous = "relu" + (i + 1);
        layers.add(new Layer.Activation(previous, name, new ActivationFunction.Relu()));
      }
    }
    return new Graph("perceptron", "x", Shape.of(sizes[0]), layers, previous);
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f s", value);
  }

  private static void row(String what, String measured, String aim) {
    System.out.printf(Locale.ROOT, "%-56s %12s   %s%n", what, measured, aim);
  }
}
