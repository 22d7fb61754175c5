// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * Line buffers as a user compares them: a 3x3 convolution of 512x512 pixels, each row simulated in
 * Verilator; and the time of a filtered frame of 1920x1080, with Verilator's build. Run from the
 * project's folder by {@code make bench-lines}.
 */
public final class LineBufferBenchmark {
  private static final Path WORK = Path.of("target", "bench");
  private static final String CONVOLUTION = "kernel=3x3,in=1,out=1,image=512x512";

  private LineBufferBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    explore(CONVOLUTION, "3,4,streaming", "1");
    explore(CONVOLUTION, "4,6,12", "1,2,4");
    explore(CONVOLUTION + ",padding=valid", "streaming", "1");
    Path picture = WORK.resolve("frame.png");
    ImageIO.write(noise(1920, 1080), "png", picture.toFile());
    long start = System.nanoTime();
    System.out.print(
        sparsil(
            "filter",
            picture.toString(),
            "--kernel",
            "blur",
            "--out",
            WORK.resolve("blurred.png").toString()));
    System.out.printf(
        Locale.ROOT,
        "filter a frame of 1920x1080, with Verilator's build: %.1f s, aim <= 60 s%n",
        (System.nanoTime() - start) / 1e9);
  }

  private static void explore(String convolution, String lineBuffers, String rows)
      throws IOException, InterruptedException {
    System.out.println(
        sparsil(
            "explore",
            "--conv",
            convolution,
            "--line-buffers",
            lineBuffers,
            "--rows-parallel",
            rows,
            "--simulate",
            "--out",
            WORK.resolve("lines").toString()));
  }

  private static BufferedImage noise(int columns, int rows) {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    image
        .getRaster()
        .setSamples(0, 0, columns, rows, 0, random.ints((long) columns * rows, 0, 256).toArray());
    return image;
  }

  /** What a command that must succeed prints. */
  private static String sparsil(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./sparsil"));
    command.addAll(List.of(arguments));
    Path log = WORK.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(20, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
    }
    return Files.readString(log);
  }
}
