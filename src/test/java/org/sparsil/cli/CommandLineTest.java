// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as a user calls them, but in this process. */
class CommandLineTest {
  private static final String XOR = "models/xor-tiny/model.onnx";
  private static final String XOR_DATA = "models/xor-tiny/xor.csv";
  private static final String XOR_LABELS = "models/xor-tiny/xor-labels.csv";

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

  private Path compiledXor() {
    Path compiled = folder.resolve("xor");
    Outcome outcome = sparsil("compile", XOR, "--out", compiled, "--calibrate", XOR_DATA);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    return compiled;
  }

  static Stream<CommandLine> commands() {
    return Main.commandLine(new SparsilCommand()).getSubcommands().values().stream()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .filter(
            command -> command.getCommand().getClass().getPackageName().equals("org.sparsil.cli"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpOfEveryCommandExplainsEverythingAndHasAnExample(CommandLine command) {
    Outcome outcome = sparsil(command.getCommandName(), "--help");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out())
        .contains("Example", "  sparsil " + command.getCommandName() + " ", "Exit codes:");
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(outcome.out()).contains(option.longestName());
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @Test
  void thereAreTheFourCommands() {
    assertThat(commands().map(CommandLine::getCommandName))
        .startsWith("inspect", "compile", "run", "verify");
    assertThat(sparsil("--help").out()).contains("inspect", "compile", "run", "verify", "Example");
  }

  @Test
  void theLaunchersWarmUpCallsCommandsThatWork() {
    assertThat(sparsil("warm-up", XOR, XOR_DATA, folder.resolve("warm")).exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void completionKnowsTheSettings() {
    assertThat(sparsil("generate-completion").out()).contains("--weight-bits", "\"power-of-two\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--debug | Missing command",
        "conpile | Unmatched argument",
        "compile | Missing MODEL.onnx",
        "compile model.onnx | Missing --out FOLDER",
        "compile model.onnx --out x --weight-bits 99 | expected a whole number from 2 to 16",
        "compile model.onnx --out x --memory flash | expected one of rom, ram, got",
        "compile model.onnx --out x --bits 8 | Unknown option",
        "run build/x | Missing required option:",
        "verify build/x --simulator questa | expected one of",
        "verify build/x --stalls often | is not a long",
        "pack model.onnx | Missing required option: '--out",
        "pack model.onnx --out x --coder zip | expected one of",
        "pack model.onnx --out x --zero-run-bits 13 | expected a whole number from 1 to 12, got 13",
        "unpack x.sparsil | Missing required option: '--out",
      })
  void whatIsNotACommandLineIsBadUsage(String arguments, String message) {
    Outcome outcome = sparsil((Object[]) arguments.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(outcome.err())
        .contains(message)
        .contains("hint: see sparsil")
        .doesNotContain("\tat");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsAUsersMistake() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage.onnx"), "not a model");
    Path absent = folder.resolve("absent");
    for (Outcome outcome :
        List.of(
            sparsil("inspect", absent),
            sparsil("inspect", garbage),
            sparsil("compile", garbage, "--out", folder.resolve("x")),
            sparsil("compile", XOR, "--out", folder.resolve("x"), "--calibrate", absent),
            sparsil("compile", XOR, "--out", folder.resolve("x"), "--config", absent),
            sparsil("run", folder, "--data", XOR_DATA),
            sparsil("pack", garbage, "--out", folder.resolve("x")),
            sparsil("unpack", garbage, "--out", folder.resolve("x")),
            sparsil("unpack", absent, "--out", folder.resolve("x")),
            sparsil("verify", absent))) {
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.USER_MISTAKE);
      assertThat(outcome.err()).contains(": error: ").doesNotContain("\tat ", "Exception");
    }
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void inspectShowsLayersAndParameters() {
    Outcome outcome = sparsil("inspect", XOR);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out()).contains("= dense(", "weights", "zeros", "distinct", "\nall ");
  }

  @Test
  void whatIsPackedIsUnpackedIdentically() throws IOException {
    Path packed = folder.resolve("xor.sparsil");
    Path json = folder.resolve("xor.json");
    Path model = folder.resolve("again/xor.onnx");

    Outcome outcome = sparsil("pack", XOR, "--out", packed, "--json", json);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out())
        .contains("bits per weight after each step:", "pruned", "Huffman", "arithmetic")
        .contains("\n%d bytes for ".formatted(Files.size(packed)));
    assertThat(JsonMapper.shared().readTree(json.toFile()).get("containerBytes").asLong())
        .isEqualTo(Files.size(packed));
    assertThat(sparsil("unpack", packed, "--out", model).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(sparsil("inspect", packed).out()).isEqualTo(sparsil("inspect", XOR).out());
    assertThat(sparsil("inspect", model).out().replace("'xor'", "'model'"))
        .isEqualTo(sparsil("inspect", XOR).out());
  }

  @Test
  void everyCoderIsSelectable() {
    for (String coder : List.of("auto", "huffman", "arithmetic")) {
      Path packed = folder.resolve(coder + ".sparsil");
      Outcome outcome =
          sparsil("pack", XOR, "--out", packed, "--coder", coder, "--zero-run-bits", "3");

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
      assertThat(sparsil("inspect", packed).out()).isEqualTo(sparsil("inspect", XOR).out());
    }
  }

  @Test
  void aPackedNetworkIsCompiledLikeItsModel() throws IOException {
    Path packed = folder.resolve("model.sparsil");
    sparsil("pack", XOR, "--out", packed);
    Path compiled = folder.resolve("xor");
    Outcome outcome = sparsil("compile", packed, "--out", compiled, "--calibrate", XOR_DATA);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    Map<String, String> fromContainer = contents(compiled);
    fromContainer.keySet().removeIf(name -> name.startsWith("report"));

    Map<String, String> fromModel = contents(compiledXor());
    fromModel.keySet().removeIf(name -> name.startsWith("report"));

    assertThat(fromContainer).isEqualTo(fromModel);
  }

  @Test
  void aDamagedContainerIsTold() throws IOException {
    Path packed = folder.resolve("xor.sparsil");
    sparsil("pack", XOR, "--out", packed);
    byte[] bytes = Files.readAllBytes(packed);
    bytes[bytes.length / 2] ^= 1;
    Files.write(packed, bytes);

    Outcome outcome = sparsil("unpack", packed, "--out", folder.resolve("x.onnx"));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(outcome.err()).contains("xor.sparsil: byte ", "checksum", "[CONTAINER-002]");
    assertThat(folder.resolve("x.onnx")).doesNotExist();
  }

  @Test
  void compileShowsAccuracySideBySideAndTheHardware() {
    Outcome outcome =
        sparsil(
            "compile",
            XOR,
            "--out",
            folder.resolve("xor"),
            "--calibrate",
            XOR_DATA,
            "--labels",
            XOR_LABELS);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out())
        .contains("layer", "engine", "serial", "accumulator bits")
        .contains("accuracy of the float network     100.00 %")
        .contains("accuracy of the integer network   100.00 %")
        .contains("predicted: latency ")
        .doesNotContain(" s  quantize");
    assertThat(sparsil("compile", XOR, "--out", folder.resolve("xor"), "--verbose").out())
        .contains(" s  quantize");
  }

  @Test
  void compilingTwiceGivesTheSameBytesAnywhere() throws IOException {
    Path first = compiledXor();
    Path moved = Files.createDirectories(folder.resolve("elsewhere/deep")).resolve("xor");
    Files.move(first, moved);

    assertThat(contents(compiledXor())).isEqualTo(contents(moved));
  }

  private static Map<String, String> contents(Path top) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.put(
            top.relativize(file).toString(),
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(contents).isNotEmpty();
    return contents;
  }

  @Test
  void aFailedCompileLeavesTheEarlierFolder() throws IOException {
    Path compiled = compiledXor();
    Map<String, String> before = contents(compiled);
    Path garbage = Files.writeString(folder.resolve("garbage.onnx"), "not a model");

    assertThat(sparsil("compile", garbage, "--out", compiled).exitCode())
        .isEqualTo(ExitCode.USER_MISTAKE);

    assertThat(contents(compiled)).isEqualTo(before);
  }

  @Test
  void someoneElsesFolderIsNotReplaced() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "dear diary");

    Outcome outcome = sparsil("compile", XOR, "--out", folder);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(outcome.err()).contains("so it is not a result that may be replaced", "[FILE-002]");
    assertThat(notes).hasContent("dear diary");
  }

  @Test
  void settingsComeFromTheFileAndThenFromTheOptions() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("c.yaml"),
            "weight-bits: 5\nactivation-bits: 6\nlayers: {a: {clusters: 4}}");

    String printed =
        sparsil("compile", "--config", config, "--activation-bits", "7", "--print-config").out();

    Settings settings = ConfigFile.parse("printed", printed);
    assertThat(settings.get(Settings.WEIGHT_BITS)).isEqualTo(5);
    assertThat(settings.get(Settings.ACTIVATION_BITS)).isEqualTo(7);
    assertThat(settings.own(Settings.CLUSTERS, "a")).contains(4);
  }

  @Test
  void settingsOfALayerThatIsNotThereAreAMistake() throws IOException {
    for (String setting : List.of("weight-bits: 4", "memory: ram")) {
      Path config =
          Files.writeString(folder.resolve("c.yaml"), "layers: {nosuch: {" + setting + "}}");

      Outcome outcome = sparsil("compile", XOR, "--out", folder.resolve("x"), "--config", config);

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.USER_MISTAKE);
      assertThat(outcome.err()).contains("nosuch", "[CONFIG-002]");
    }
  }

  @Test
  void runGivesOutputsAndAccuracy() throws IOException {
    Path json = folder.resolve("run.json");
    Path compiled = compiledXor();

    Outcome outcome =
        sparsil(
            "run",
            compiled,
            "--data",
            XOR_DATA,
            "--labels",
            XOR_LABELS,
            "--outputs",
            "--json",
            json);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out()).contains("accuracy           100.00 %");
    JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(result.get("frames").asInt()).isEqualTo(4);
    assertThat(result.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(result.get("framesPerSecond").asDouble()).isPositive();
    assertThat(result.get("outputs").size()).isEqualTo(4);
    String listed = sparsil("run", compiled, "--data", XOR_DATA, "--outputs").out();
    assertThat(listed.lines().limit(4))
        .containsExactlyElementsOf(
            result.get("outputs").valueStream().map(one -> one.get(0).asString()).toList());
  }

  @Test
  void runWithoutLabelsHasNoAccuracy() throws IOException {
    Path json = folder.resolve("run.json");

    Outcome outcome = sparsil("run", compiledXor(), "--data", XOR_DATA, "--json", json);

    assertThat(outcome.out()).doesNotContain("accuracy");
    JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(result.get("accuracy").isNull()).isTrue();
    assertThat(result.has("outputs")).isFalse();
  }

  @Test
  void dataThatDoNotFitAreAMistakeWithBothNumbers() throws IOException {
    Path compiled = compiledXor();
    Path five = Files.writeString(folder.resolve("five.csv"), "1,2,3,4,5\n4,5,6,7,8\n");
    Path labels = Files.writeString(folder.resolve("labels.csv"), "0\n1\n");

    Outcome shape = sparsil("run", compiled, "--data", five);
    assertThat(shape.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(shape.err()).contains("5", "2", "five.csv");
    Outcome count = sparsil("run", compiled, "--data", XOR_DATA, "--labels", labels);
    assertThat(count.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(count.err()).contains("has 2 labels", "has 4 frames", "[DATA-004]");
  }

  @Test
  void valuesOutsideTheInputFormatAreCounted() throws IOException {
    Path large = Files.writeString(folder.resolve("large.csv"), "0,1\n1e6,-1e6\n");

    Outcome outcome = sparsil("run", compiledXor(), "--data", large);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.err()).contains("warning: 2 of 4 values (50.00 %)", "[DATA-003]");
  }

  @Test
  void dataAreScaledAsWhenCompiling() throws IOException {
    Path tenfold = Files.writeString(folder.resolve("tenfold.csv"), "0,0\n0,10\n10,0\n10,10\n");
    Path compiled = folder.resolve("scaled");
    sparsil("compile", XOR, "--out", compiled, "--calibrate", tenfold, "--input-scale", "0.1");

    Outcome outcome = sparsil("run", compiled, "--data", tenfold, "--labels", XOR_LABELS);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out()).contains("accuracy           100.00 %");
  }

  @Test
  void verifyProvesTheHardware() throws IOException {
    Path json = folder.resolve("verify.json");

    Outcome outcome =
        sparsil("verify", compiledXor(), "--simulator", "icarus", "--stalls", "3", "--json", json);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(result.get("simulator").asString()).isEqualTo("icarus");
    assertThat(result.get("frames").asInt()).isEqualTo(16);
    assertThat(result.get("mismatches").asInt()).isZero();
    for (String figure : List.of("latencyCycles", "intervalCycles")) {
      JsonNode cycles = result.get(figure);
      assertThat(cycles.get("simulated").asInt()).isPositive();
      assertThat(cycles.get("predicted")).isEqualTo(cycles.get("simulated"));
    }
    assertThat(result.get("layers").get(0).get("name").asString()).isNotEmpty();
    assertThat(result.get("firstMismatch").isNull()).isTrue();
  }

  @Test
  void verifyFindsAChangedWeight() throws IOException {
    Path compiled = compiledXor();
    Path rom = compiled.resolve("rom");
    try (Stream<Path> files = Files.list(rom)) {
      Path weights =
          files
              .filter(file -> file.toString().endsWith("_weights.mem"))
              .sorted()
              .findFirst()
              .orElseThrow();
      String text = Files.readString(weights);
      Files.writeString(weights, (text.charAt(0) == '7' ? "6" : "7") + text.substring(1));
    }
    Path json = folder.resolve("verify.json");
    Path junit = folder.resolve("verify.xml");

    Outcome outcome =
        sparsil(
            "verify",
            compiled,
            "--simulator",
            "icarus",
            "--data",
            XOR_DATA,
            "--json",
            json,
            "--junit",
            junit);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(outcome.err()).contains("[SIM-003]", "expected", "got", "element", "cycle");
    assertThat(outcome.out()).contains("FAILED");
    JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(result.get("mismatches").asInt()).isPositive();
    assertThat(result.get("firstMismatch").get("layer").asString()).isNotEmpty();
    assertThat(Files.readString(junit)).contains("<failure message=");
  }

  @Test
  void ourOwnMistakesAreOneLineUnlessDebugged() {
    StringWriter text = new StringWriter();

    int exitCode =
        Main.report(new IllegalStateException("the invariant"), false, new PrintWriter(text));

    assertThat(exitCode).isEqualTo(ExitCode.INTERNAL);
    assertThat(text.toString())
        .contains("internal error: java.lang.IllegalStateException: the invariant", "--debug")
        .doesNotContain("\tat ");
    Main.report(new IllegalStateException("the invariant"), true, new PrintWriter(text));
    assertThat(text.toString()).contains("\tat org.sparsil.cli.CommandLineTest");
  }
}
