// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.frontend.OnnxWriter;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sparsil explore} as a user calls it. */
class ExploreCommandTest {
  private static final String SMALL = "kernel=3x3,in=1,out=1,image=28x28";
  private static final String LARGE = "kernel=3x3,in=1,out=1,image=512x512";
  private static final long PIXELS = 512 * 512;

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

  private Path result() {
    return folder.resolve("result");
  }

  private List<JsonNode> rows() throws IOException {
    String json = Files.readString(result().resolve("explore.json"));
    return JsonMapper.shared().readTree(json).get("rows").valueStream().toList();
  }

  private Outcome explored(Object... arguments) {
    Object[] all =
        Stream.of(Stream.of("explore"), Stream.of(arguments), Stream.of("--out", result()))
            .flatMap(part -> part)
            .toArray();
    Outcome outcome = sparsil(all);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    return outcome;
  }

  @Test
  void everyRowIsSimulatedExactlyAsPredicted() throws IOException {
    Outcome outcome =
        explored(
            "--conv",
            SMALL,
            "--line-buffers",
            "3,4,streaming",
            "--rows-parallel",
            "1,2",
            "--simulate");

    assertThat(outcome.out()).contains("buffers", "speed-up", "simulated interval", "icarus");
    assertThat(outcome.err())
        .contains("left out streaming with 2 rows in parallel", "left out 3 line buffers");
    assertThat(rows())
        .extracting(
            row -> row.get("lineBuffers").asString() + "/" + row.get("rowsParallel").asInt())
        .containsExactly("3/1", "4/1", "4/2", "streaming/1");
    assertThat(rows())
        .allSatisfy(
            row -> {
              assertThat(row.get("mismatches").asLong(-1)).isZero();
              for (String figure : List.of("Latency", "Interval", "Fill", "Drain")) {
                String name = figure + "Cycles";
                assertThat(row.get("simulated" + name).asLong(-1))
                    .isPositive()
                    .isEqualTo(row.get(figure.toLowerCase(Locale.ROOT) + "Cycles").asLong());
              }
            });
    assertThat(rows().get(0).get("memoryBits").asLong()).isEqualTo(3 * 28 * 8);
    assertThat(rows().get(0).get("speedUp").asDouble()).isEqualTo(1);
    assertThat(Files.readString(result().resolve("index.html"))).contains("The buffers at work");
    assertThat(Files.readString(result().resolve("waveforms.svg")))
        .contains("3 line buffers", "4 line buffers", "multipliers wait");
    assertThat(result().resolve("waves/lines-4-rows-2.vcd")).isNotEmptyFile();
    assertThat(Files.readString(result().resolve("waves/lines-3-rows-1.gtkw")))
        .contains("[dumpfile] \"lines-3-rows-1.vcd\"", "u_lines.fill_q[1:0]");
    assertThat(Files.readAllLines(result().resolve("explore.csv"))).hasSize(5);
    assertThat(Files.readString(result().resolve("explore.svg"))).contains("interval (cycles)");
  }

  @Test
  void anotherBufferHalvesTheTimeAndStreamingNeedsTheLeastMemory() throws IOException {
    explored("--conv", LARGE, "--line-buffers", "3,4,streaming");

    JsonNode three = rows().get(0);
    JsonNode four = rows().get(1);
    JsonNode streaming = rows().get(2);
    assertThat(interval(three)).isGreaterThanOrEqualTo((long) (1.95 * interval(four)));
    assertThat(interval(four)).isLessThanOrEqualTo((long) (1.02 * PIXELS));
    assertThat(interval(streaming)).isLessThanOrEqualTo((long) (1.01 * PIXELS));
    assertThat(streaming.get("memoryBits").asLong()).isEqualTo(2 * 512 * 8);
  }

  /** Without padding nothing but the pipeline is between the last pixel and the last result. */
  @Test
  void theLastResultLeavesAStreamingBufferRightAfterTheLastPixel() throws IOException {
    explored("--conv", LARGE + ",padding=valid", "--line-buffers", "streaming");

    assertThat(rows().get(0).get("drainCycles").asLong()).isBetween(1L, 40L);
  }

  @Test
  void severalRowsAtOnceScale() throws IOException {
    explored("--conv", LARGE, "--line-buffers", "4,6,12", "--rows-parallel", "1,2,4");

    assertThat(find("4", 1) / (double) find("6", 2)).isGreaterThanOrEqualTo(1.9);
    assertThat(find("4", 1) / (double) find("12", 4)).isGreaterThanOrEqualTo(3.7);
  }

  private long find(String buffers, int rows) throws IOException {
    return rows().stream()
        .filter(row -> row.get("lineBuffers").asString().equals(buffers))
        .filter(row -> row.get("rowsParallel").asInt() == rows)
        .mapToLong(ExploreCommandTest::interval)
        .findFirst()
        .orElseThrow();
  }

  private static long interval(JsonNode row) {
    return row.get("intervalCycles").asLong();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "kernel=3x3,in=1,out=1 | image is missing",
        "kernel=3,in=1,out=1,image=8x8 | 'kernel=3': expected rows and columns",
        "kernel=3x3,in=0,out=1,image=8x8 | 'in=0': expected a number from 1",
        "kernel=3x3,in=1,out=1,image=8 | 'image=8': expected rows and columns",
        "kernel=3x3,in=1,out=1,image=99999x8 | 'image=99999x8': expected rows and columns",
        "kernel=3x3,in=1,in=2,out=1,image=8x8 | in is given twice",
        "kernel=3x3,in=3,out=2,groups=2,image=8x8 | does not divide in=3 and out=2",
        "kernel=3x3,in=1,out=1,image=8x8,padding=1 | expected same, valid or T:L:B:R",
        "kernel=3x3,in=1,out=1,image=8x8,wheels=4 | 'wheels=4': expected one of kernel",
        "kernel=99x99,in=4096,out=4096,image=8x8 | weights, at most 10000000",
      })
  void aNonsensicalConvolutionIsBadUsage(String text, String message) {
    refused(ExitCode.BAD_USAGE, message, "--conv", text, "--line-buffers", "3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "3,,4 | 1 | expected a number of rows or streaming",
        "many | 1 | got 'many'",
        "0 | 1 | got '0'",
        "3 | 0 | expected a whole number from 1 to 64",
        "3 | 1;2 | got '1;2'",
      })
  void aNonsensicalListIsBadUsage(String buffers, String rows, String message) {
    refused(
        ExitCode.BAD_USAGE,
        message,
        "--conv",
        SMALL,
        "--line-buffers",
        buffers,
        "--rows-parallel",
        rows);
  }

  @Test
  void modelAndConvolutionExcludeEachOther() {
    refused(ExitCode.BAD_USAGE, "either MODEL.onnx or --conv", "--line-buffers", "3");
    refused(
        ExitCode.BAD_USAGE,
        "--image is for models",
        "--conv",
        SMALL,
        "--image",
        "8x8",
        "--line-buffers",
        "3");
  }

  @Test
  void tooFewBuffersAreRefusedWithTheNumberThatIsNeeded() {
    Outcome outcome =
        refused(
            ExitCode.USER_MISTAKE,
            "2 line buffers are too few",
            "--conv",
            SMALL,
            "--line-buffers",
            "2,3");
    assertThat(outcome.err()).contains("give at least 3", "from 4 on loading hides");
  }

  @Test
  void aKernelLargerThanThePaddedImageIsRefused() {
    refused(
        ExitCode.USER_MISTAKE,
        "its kernel spans 9x9 pixels, the image with its padding has 8x8",
        "--conv",
        "kernel=9x9,in=1,out=1,image=8x8,padding=valid",
        "--line-buffers",
        "9");
  }

  private Outcome refused(int exitCode, String message, Object... arguments) {
    Object[] all =
        Stream.of(Stream.of("explore"), Stream.of(arguments), Stream.of("--out", result()))
            .flatMap(part -> part)
            .toArray();
    Outcome outcome = sparsil(all);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
    assertThat(outcome.err()).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(result()).doesNotExist();
    return outcome;
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Path file = Files.createDirectories(result()).resolve("letter.txt");
    Files.writeString(file, "dear");

    Outcome outcome = sparsil("explore", "--conv", SMALL, "--line-buffers", "3", "--out", result());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(file).hasContent("dear");
  }

  @Test
  void aModelIsExploredWithOtherImages() throws IOException {
    explored(model(false), "--line-buffers", "3,streaming", "--image", "20x24");

    assertThat(rows().get(0).get("memoryBits").asLong()).isEqualTo((3 * 24 * 1 + 3 * 24 * 2) * 8);
  }

  @Test
  void aDenseLayerFixesTheSizeOfTheImage() throws IOException {
    Outcome outcome =
        refused(
            ExitCode.USER_MISTAKE,
            "with an image of 20x24, not 8x8",
            model(true),
            "--line-buffers",
            "3",
            "--image",
            "20x24");
    assertThat(outcome.err()).contains("fixes the size of the image");
  }

  @Test
  void aPerceptronHasNoLineBuffers() {
    refused(ExitCode.USER_MISTAKE, "no image", "models/xor-tiny/model.onnx", "--line-buffers", "3");
  }

  /** Two convolutions for images of 8x8, with a dense layer behind or not. */
  private Path model(boolean dense) throws IOException {
    Random random = new Random(1);
    Window.Axis axis = new Window.Axis(3, 1, 1, 1, 1);
    Window window = new Window(axis, axis);
    Layer first = conv(random, "first", "x", Shape.of(2, 1, 3, 3), window);
    Layer second = conv(random, "second", "first", Shape.of(2, 2, 3, 3), window);
    List<Layer> layers =
        dense
            ? List.of(
                first,
                second,
                new Layer.Reshape("flat", "second", Shape.of(128)),
                new Layer.Dense(
                    "dense",
                    "flat",
                    random(random, Shape.of(3, 128)),
                    FloatTensor.vector(new float[3]),
                    Optional.empty()))
            : List.of(first, second);
    Graph graph =
        new Graph("cnn", "x", Shape.of(1, 8, 8), layers, layers.get(layers.size() - 1).name());
    Path file = folder.resolve("cnn.onnx");
    OnnxWriter.write(graph, file);
    return file;
  }

  private static Layer conv(Random random, String name, String input, Shape shape, Window window) {
    return new Layer.Conv(
        name,
        input,
        random(random, shape),
        FloatTensor.vector(new float[shape.extent(0)]),
        Optional.empty(),
        window,
        1);
  }

  private static FloatTensor random(Random random, Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatTensor.adopt(shape, values);
  }
}
