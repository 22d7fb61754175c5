// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sparsil filter}: the pictures that the simulated Verilog makes. */
class FilterCommandTest {
  private static final int ROWS = 11;
  private static final int COLUMNS = 14;

  @TempDir Path folder;

  /** What a command said. */
  private record Outcome(int exitCode, String out, String err) {}

  private static Outcome sparsil(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  private BufferedImage filtered(Path picture, Object kernel, Object... options)
      throws IOException {
    Path out = folder.resolve("out.png");
    Outcome outcome =
        sparsil(
            Stream.of(
                    Stream.of("filter", picture, "--kernel", kernel, "--out", out),
                    Stream.of("--simulator", "icarus"),
                    Stream.of(options))
                .flatMap(part -> part)
                .toArray());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out()).contains("every pixel as the golden model says");
    return ImageIO.read(out.toFile());
  }

  private BufferedImage noise() {
    BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
    int[] values = new Random(7).ints(ROWS * COLUMNS, 0, 256).toArray();
    image.getRaster().setSamples(0, 0, COLUMNS, ROWS, 0, values);
    return image;
  }

  private Path png(BufferedImage image) throws IOException {
    Path file = folder.resolve("picture.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static int pixel(BufferedImage image, int x, int y) {
    boolean inside = x >= 0 && x < image.getWidth() && y >= 0 && y < image.getHeight();
    return inside ? image.getRaster().getSample(x, y, 0) : 0;
  }

  private static int sum(BufferedImage image, int x, int y, int... kernel) {
    int sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      sum += kernel[i] * pixel(image, x + i % 3 - 1, y + i / 3 - 1);
    }
    return sum;
  }

  private static int sobel(BufferedImage image, int x, int y) {
    return Math.abs(sum(image, x, y, -1, 0, 1, -2, 0, 2, -1, 0, 1))
        + Math.abs(sum(image, x, y, -1, -2, -1, 0, 0, 0, 1, 2, 1));
  }

  private static int clamped(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /** One way to compute a pixel. */
  private interface Formula {
    int at(int x, int y);
  }

  private static void assertPixels(BufferedImage image, Formula formula) {
    assertThat(image.getWidth()).isEqualTo(COLUMNS);
    assertThat(image.getHeight()).isEqualTo(ROWS);
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        assertThat(pixel(image, x, y)).as("%d, %d", x, y).isEqualTo(clamped(formula.at(x, y)));
      }
    }
  }

  @Test
  void sobelIsTheSizeOfTheGradient() throws IOException {
    BufferedImage image = noise();
    assertPixels(filtered(png(image), "sobel"), (x, y) -> sobel(image, x, y));
  }

  @Test
  void blurIsTheWeightedMean() throws IOException {
    BufferedImage image = noise();
    assertPixels(
        filtered(png(image), "blur", "--line-buffers", "4"),
        (x, y) -> (sum(image, x, y, 1, 2, 1, 2, 4, 2, 1, 2, 1) + 8) >> 4);
  }

  @Test
  void sharpenAddsTheDifferenceFromItsNeighbours() throws IOException {
    BufferedImage image = noise();
    assertPixels(
        filtered(png(image), "sharpen", "--line-buffers", "6", "--rows-parallel", "2"),
        (x, y) -> sum(image, x, y, 0, -1, 0, -1, 5, -1, 0, -1, 0));
  }

  @Test
  void aKernelOfOnesDividedByNineIsTheMean() throws IOException {
    Path kernel = folder.resolve("mean.txt");
    Files.writeString(kernel, "# mean\n1 1 1\n1, 1, 1\n1 1 1\ndivisor 9\n");
    BufferedImage image = noise();
    assertPixels(
        filtered(png(image), kernel),
        (x, y) -> (2 * sum(image, x, y, 1, 1, 1, 1, 1, 1, 1, 1, 1) + 9) / 18);
  }

  @Test
  void coloursBecomeGreyByBrightness() throws IOException {
    BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      image.setRGB(i % COLUMNS, i / COLUMNS, 0xc86432); // 200, 100, 50
    }
    Path kernel = folder.resolve("same.txt");
    Files.writeString(kernel, "1\n");
    assertPixels(
        filtered(png(image), kernel), (x, y) -> (200 * 299 + 100 * 587 + 50 * 114 + 500) / 1000);
  }

  @Test
  void greyLevelsOfPgmAreScaledToBytes() throws IOException {
    Path picture = folder.resolve("picture.pgm");
    Files.writeString(picture, "P2 3 1 15\n0 7 15\n");
    Path kernel = folder.resolve("same.txt");
    Files.writeString(kernel, "1\n");

    BufferedImage made = filtered(picture, kernel);

    assertThat(made.getRaster().getSamples(0, 0, 3, 1, 0, (int[]) null))
        .containsExactly(0, 119, 255);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2;3 | a row has 1 numbers, the first has 2",
        "1 two | expected a whole number from -32767 to 32767, got 'two'",
        "divisor 0;1 | expected a whole number from 1 to 16777216, got '0'",
        "# nothing | the kernel has 0x0 numbers",
      })
  void aKernelThatIsNoneIsRefused(String text, String message) throws IOException {
    Path kernel = folder.resolve("kernel.txt");
    Files.writeString(kernel, text.replace(';', '\n'));
    refused(message, png(noise()), kernel);
  }

  @Test
  void aPictureThatIsNoneIsRefused() throws IOException {
    Path file = folder.resolve("picture.png");
    refused("no such file", file, "blur");
    Files.writeString(file, "hello");
    refused("neither a PNG, a JPEG nor a PGM", file, "blur");
    byte[] whole = Files.readAllBytes(png(noise()));
    Files.write(file, Arrays.copyOf(whole, 40));
    refused("damaged", file, "blur");
    Files.writeString(file, "P2 99999 99999 255\n0\n");
    refused("has 99999x99999 pixels, at most 16384x16384", file, "blur");
    Files.writeString(file, "P2 2 2 255\n0\n");
    refused("needs 4 samples or bytes, the data has 1", file, "blur");
  }

  @Test
  void anUnknownFilterIsRefused() throws IOException {
    refused("is neither sobel, blur, sharpen nor a file", png(noise()), "emboss");
  }

  private void refused(String message, Path picture, Object kernel) {
    Path out = folder.resolve("out.png");
    Outcome outcome = sparsil("filter", picture, "--kernel", kernel, "--out", out);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(outcome.err()).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(out).doesNotExist();
  }
}
