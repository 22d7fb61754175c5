// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.compress.OutputKind;
import org.sparsil.diag.UserException;

class ConfigFileTest {
  @Test
  void readsSettingsAndThoseOfSingleLayers() {
    Settings settings =
        ConfigFile.parse(
            "net.yaml",
            """
            weight-bits: 6
            output: argmax
            layers:
              fc1:
                weight-bits: 4
              "a: b":
                clusters: 8
            """);

    assertThat(settings.get(Settings.WEIGHT_BITS)).isEqualTo(6);
    assertThat(settings.get(Settings.OUTPUT)).isEqualTo(OutputKind.ARGMAX);
    assertThat(settings.get(Settings.ACTIVATION_BITS)).isEqualTo(8);
    assertThat(settings.get(Settings.WEIGHT_BITS, "fc1")).isEqualTo(4);
    assertThat(settings.get(Settings.WEIGHT_BITS, "fc2")).isEqualTo(6);
    assertThat(settings.own(Settings.WEIGHT_BITS, "fc2")).isEmpty();
    assertThat(settings.own(Settings.CLUSTERS, "a: b")).contains(8);
    assertThat(settings.layerNames()).containsExactlyInAnyOrder("fc1", "a: b");
  }

  @Test
  void everyMistakeIsReportedAtOnceWithLineAndPath() {
    assertThatThrownBy(
            () ->
                ConfigFile.parse(
                    "net.yaml",
                    """
                    weight-bits: eight
                    weight-bitz: 8
                    activation-bits: 17
                    output: [logits]
                    clock-mhz: 1e400
                    layers:
                      fc1:
                        part: xc7
                        clusters: -1
                      fc2: 3
                    input-scale: null
                    input-offset: 1
                    input-offset: 2
                    """))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "net.yaml:1: weight-bits: error: expected a whole number from 2 to 16, got 'eight'",
            "net.yaml:2: weight-bitz: error: not a setting [CONFIG-001]\n  hint: there are: ",
            "net.yaml:3: activation-bits: error: expected a whole number from 1 to 16, got '17'",
            "net.yaml:4: output: error: expected one of model, logits, argmax",
            "net.yaml:5: clock-mhz: error: expected a number from 0.001 to 10000, got '1e400'",
            "net.yaml:8: layers.fc1.part: error: not a setting of single layers",
            "net.yaml:9: layers.fc1.clusters: error: expected a whole number from 0 to 65536",
            "net.yaml:10: layers.fc2: error: expected settings below the layer's name",
            "net.yaml:11: input-scale: error: expected a number from -1000000 to 1000000",
            "net.yaml:13: input-offset: error: given twice")
        .satisfies(
            e -> assertThat(((UserException) e).diagnostics()).as(e.getMessage()).hasSize(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weight-bits: [",
        "- a\n- b",
        "just text",
        "weight-bits: 8\n  output: logits",
        "weight-bits: 8\n---\nweight-bits: 9",
        "a: &x [1]\nb: *x",
        "weight-bits: *x",
        "\u0000",
        "layers: [fc1]",
        "? {a: b}\n: c",
        "!!java.net.URL [x]: 1"
      })
  void whatIsNotAListOfSettingsIsAUsersMistake(String text) {
    assertThatThrownBy(() -> ConfigFile.parse("net.yaml", text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("net.yaml:")
        .hasMessageContaining("[CONFIG-001]");
  }

  @ParameterizedTest
  @CsvSource({"''", "'# nothing'", "'layers: {}'"})
  void anEmptyFileChoosesNothing(String text) {
    assertThat(ConfigFile.parse("net.yaml", text)).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void whatIsPrintedReadsBackAsTheSame() {
    Settings settings =
        new Settings(
            Map.of("weight-bits", "5", "input-scale", "0.00392156862745098", "output", "argmax"),
            Map.of("fc\"1\\\n\u00e9", Map.of("clusters", "16"), "plain", Map.of()));

    Settings again = ConfigFile.parse("printed", ConfigPrinter.print(settings));

    assertThat(again.layers()).isEqualTo(settings.layers());
    for (Setting<?> setting : Settings.ALL) {
      assertThat(again.get(setting)).as(setting.name()).isEqualTo(settings.get(setting));
    }
  }

  @Test
  void aFileThatCannotBeReadIsAUsersMistake(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("absent.yaml")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("[FILE-001]");
    assertThatThrownBy(() -> ConfigFile.read(folder)).isInstanceOf(UserException.class);
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> ConfigFile.read(binary))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not UTF-8");
    Path huge = Files.write(folder.resolve("huge.yaml"), new byte[2 << 20]);
    assertThatThrownBy(() -> ConfigFile.read(huge))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("more than 1048576 bytes");
  }
}
