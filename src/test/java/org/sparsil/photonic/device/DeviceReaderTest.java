// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.UserException;

class DeviceReaderTest {
  /** Two units in a row and one aside that is linked to nothing. */
  private static final String DEVICE =
      """
      {"format": "sparsil-photonic-device", "version": 1, "name": "pair",
       "physics": {"lossDb": 0.5, "milliwattPerPi": 1, "delayPs": 10, "lengthUm": 800},
       "dac": {"bits": 8, "fullScale": 6.3, "writeTimeMs": 1},
       "unitDefaults": {"r1": 0.5, "r2": 0.5, "up": {"rho2": 2}, "lo": {"rho2": 2}},
       "units": [{"id": "A"}, {"id": "B", "r1": 0.4}, {"id": "C"}],
       "links": [["A.Ru", "B.Lu"], ["A.Rd", "B.Ld"]],
       "ports": [{"name": "in0", "at": "A.Lu"}, {"name": "in1", "at": "A.Ld"},
                 {"name": "out0", "at": "B.Ru"}, {"name": "out1", "at": "B.Rd"}]}
      """;

  private static Device read(String json) {
    return DeviceReader.parse("d.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> errors(String json) {
    UserException thrown = catchThrowableOfType(UserException.class, () -> read(json));
    assertThat(thrown).as("refused: %s", json).isNotNull();
    return thrown.diagnostics().stream().map(Diagnostic::toString).toList();
  }

  private static String with(String from, String to) {
    assertThat(DEVICE).contains(from);
    return DEVICE.replace(from, to);
  }

  @Test
  void whatIsLeftOutTakesItsDefault() {
    Device device = read(DEVICE);
    assertThat(device.units().get(1).r1()).isEqualTo(0.4);
    assertThat(device.units().get(1).r2()).isEqualTo(0.5);
    assertThat(device.crosstalk()).isEqualTo(Crosstalk.NONE);
    assertThat(device.unit("C")).hasValue(2);
    assertThat(device.unit("D")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\": \"B\" | \"id\": \"A\" | d.json: /units/1: error: unit 'A' is given twice, first as"
            + " /units/0 [PHOTON-002]",
        "\"B.Lu\"] | \"X.Lu\"] | d.json: /links/0/1: error: unit 'X' does not exist [PHOTON-003]",
        "\"B.Lu\"] | \"B.up\"] | d.json: /links/0/1: error: does not match the regex pattern"
            + " ^[^.]+\\.(Lu|Ld|Ru|Rd)$ [PHOTON-001]",
        "\"B.Lu\"] | \"B.Ld\"] | d.json: unit 'B': error: port Ld is used twice, by link A.Ru -"
            + " B.Ld and by link A.Rd - B.Ld [PHOTON-003]",
        "\"B.Ru\"} | \"B.Lu\"} | d.json: unit 'B': error: port Lu is used twice, by link A.Ru -"
            + " B.Lu and by external port 'out0' [PHOTON-003]",
        "\"B.Lu\"] | \"A.Ru\"] | d.json: error: link A.Ru - A.Ru joins a port to itself"
            + " [PHOTON-003]",
        "\"out1\" | \"out0\" | d.json: error: port name 'out0' is given twice, to B.Ru and to B.Rd"
            + " [PHOTON-004]",
        "\"B.Rd\" | \"C.Rd\" | d.json: port 'out1': error: light that enters at C.Rd reaches no"
            + " other external port [PHOTON-004]",
        "\"r1\": 0.4 | \"r1\": 1 | d.json: /units/1/r1: error: must have an exclusive maximum value"
            + " of 1 [PHOTON-001]",
        "\"r1\": 0.4 | \"r1\": 0 | d.json: /units/1/r1: error: must have an exclusive minimum value"
            + " of 0 [PHOTON-001]",
        "\"r1\": 0.4 | \"r1\": 1e999 | d.json: /units/1/r1: error: unknown found, number"
            + " expected [PHOTON-001]",
        "\"r1\": 0.4 | \"r1\": NaN | d.json:5: error: not valid JSON",
        "\"r1\": 0.4 | \"x\": 1e999 | d.json: /units/1/x: error: unknown found, number"
            + " expected [PHOTON-001]",
        "\"bits\": 8 | \"bits\": 25 | d.json: /dac/bits: error: must have a maximum value of 24"
            + " [PHOTON-001]",
        "\"bits\": 8 | \"bits\": 0 | d.json: /dac/bits: error: must have a minimum value of 1"
            + " [PHOTON-001]",
        "\"version\": 1 | \"version\": 2 | d.json: /version: error: must be the constant value '1'"
            + " [PHOTON-001]",
        "\"r1\": 0.4 | \"lo\": {\"rho2\": 0} | d.json: unit 'B': error: phase of arm 'lo' does not"
            + " grow with the current: rho2 is 0.0, rho3 is 0.0 [PHOTON-005]",
        "\"r1\": 0.4 | \"up\": {\"rho2\": 2, \"rho3\": -1} | d.json: unit 'B': error: arm 'up'"
            + " reaches a phase of 1.185 rad, full scale is 6.300 rad [PHOTON-005]",
        "\"r1\": 0.4 | \"r1\": 0.4, \"r1\": 0.5 | d.json:5: error: not valid JSON",
        "\"links\": | \"lynx\": | d.json: error: required property 'links' not found [PHOTON-001]",
        "[{\"id\": \"A\"} | [{\"id\": \"A.B\"} | d.json: /units/0/id: error: does not match the"
            + " regex pattern",
      })
  void aMistakeIsNamedWithItsPlace(String from, String to, String message) {
    assertThat(errors(with(from, to))).anySatisfy(error -> assertThat(error).startsWith(message));
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    assertThat(errors(with("\"B.Lu\"", "\"X.Lu\"").replace("\"B.Ru\"", "\"Y.Ru\""))).hasSize(2);
    assertThat(errors(with("0.4", "4").replace("\"bits\": 8", "\"bits\": \"many\""))).hasSize(2);
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String text : List.of("", "[]", "null", "3", "{", "{}", "{} {}", "\u0000\uffff")) {
      assertThat(errors(text)).as(text).isNotEmpty();
    }
  }

  @Test
  void crosstalkOfUnknownOrEqualArmsIsRefused() {
    String pairs =
        "\"crosstalk\": {\"pairs\": [{\"from\": \"A.up\", \"to\": \"%s\","
            + " \"coefficient\": 0.1}]}, \"links\":";
    assertThat(errors(with("\"links\":", pairs.formatted("X.lo"))).get(0))
        .startsWith("d.json: /crosstalk/pairs/0/to: error: unit 'X' does not exist");
    assertThat(errors(with("\"links\":", pairs.formatted("A.up"))).get(0))
        .startsWith("d.json: error: crosstalk from A.up to A.up is of one arm");
    assertThat(read(with("\"links\":", pairs.formatted("A.lo"))).crosstalk().pairs()).hasSize(1);
  }

  @Test
  void aFileThatIsMissingOrTooLargeIsRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("large.json");
    UserException missing =
        catchThrowableOfType(UserException.class, () -> DeviceReader.read(file));
    assertThat(missing).hasMessageEndingWith("large.json: error: no such file [FILE-001]");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(DeviceReader.MAX_BYTES + 1L);
    }
    UserException tooLarge =
        catchThrowableOfType(UserException.class, () -> DeviceReader.read(file));
    assertThat(tooLarge).hasMessageContaining("has more than 67108864 bytes [PHOTON-001]");
    Files.writeString(file, DEVICE);
    assertThat(DeviceReader.read(file).name()).isEqualTo("pair");
  }

  /** Whatever a file holds, the answer is a device or an explanation. */
  @Test
  void damagedFilesAreReadOrRefused() {
    Random random = new Random(1);
    byte[] original = DEVICE.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int draw = 0; draw < 2000; draw++) {
      byte[] damaged = original.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean()
                ? original[random.nextInt(original.length)]
                : (byte) random.nextInt(256);
      }
      try {
        DeviceReader.parse("damaged.json", damaged);
      } catch (UserException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 1999);
  }
}
