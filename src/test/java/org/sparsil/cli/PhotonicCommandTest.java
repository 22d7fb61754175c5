// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sparsil photonic}. */
class PhotonicCommandTest {
  private static final Path MODEL = Path.of("models/digits-tanh/model.onnx");

  @TempDir Path folder;

  /** What a command said. */
  private record Outcome(int exitCode, String out, String err) {}

  private static Outcome photonic(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts =
        Stream.concat(Stream.of("photonic"), Stream.of(arguments))
            .map(String::valueOf)
            .toArray(String[]::new);
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex200", "smartlight72"})
  void whatIsMappedPassesTheCheck(String device) {
    Path out = folder.resolve("light");

    Outcome mapped = photonic("map", MODEL, "--device", device, "--out", out);
    assertThat(mapped.exitCode()).as(mapped.err()).isEqualTo(ExitCode.OK);
    assertThat(mapped.out()).contains("programs").contains(device);

    Outcome checked = photonic("check", out.resolve("mapping.json"));
    assertThat(checked.exitCode()).as(checked.err()).isEqualTo(ExitCode.OK);
    assertThat(NetworkFolder.open(out).network().layers()).isNotEmpty();
  }

  @Test
  void aChangedFileIsNoticed() throws IOException {
    Path out = folder.resolve("light");
    photonic("map", MODEL, "--out", out);
    Path file = out.resolve("mapping.json");
    String right = Files.readString(file);
    String wrong = right.replaceFirst("\"phi_up\":[0-9]\\.", "\"phi_up\":3.");
    assertThat(wrong).isNotEqualTo(right);
    Files.writeString(file, wrong);

    Outcome checked = photonic("check", file);
    assertThat(checked.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(checked.err()).contains("PHOTON-").contains("/programs/0");
  }

  @Test
  void anUnknownDeviceLeavesNothing() {
    Path out = folder.resolve("light");
    Outcome outcome = photonic("map", MODEL, "--device", "hex2000", "--out", out);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(outcome.err()).contains("hex2000").contains("hex200, smartlight72");
    assertThat(out).doesNotExist();
  }

  @Test
  void lightHasNoLineBuffers() {
    Outcome outcome =
        photonic("map", MODEL, "--line-buffers", "3", "--out", folder.resolve("light"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.BAD_USAGE);
  }

  @Test
  void aCommandIsNeeded() {
    assertThat(photonic().exitCode()).isEqualTo(ExitCode.BAD_USAGE);
  }
}
