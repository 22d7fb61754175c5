// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparsil.diag.UserException;

final class WaveformTest {
  private static final String DUMP =
      """
      $timescale 1ns $end
      $scope module tb $end
      $var wire 1 ! clk $end
      $scope module u_dut $end
      $var wire 8 " data [7:0] $end
      $var wire 1 ! clk $end
      $upscope $end
      $upscope $end
      $enddefinitions $end
      #0
      0!
      bx "
      #5
      1!
      b101 "
      #10
      0!
      #15
      b11111110 "
      """;

  @TempDir private Path folder;

  private ValueChangeDump read(String text) throws IOException {
    return ValueChangeDump.read(Files.writeString(folder.resolve("dump.vcd"), text), path -> true);
  }

  @Test
  void aDumpGivesEverySignalsValueAtEveryTime() throws IOException {
    ValueChangeDump dump = read(DUMP);
    assertThat(dump.paths()).containsExactly("tb.clk", "tb.u_dut.data", "tb.u_dut.clk");
    Signal data = dump.signal("tb.u_dut.data").orElseThrow();
    assertThat(data.at(4)).isEqualTo("xxxxxxxx");
    assertThat(data.at(14)).isEqualTo("00000101");
    assertThat(data.at(99)).isEqualTo("11111110");
    assertThat(dump.signal("tb.u_dut.clk").orElseThrow().at(7)).isEqualTo("1");
  }

  @Test
  void onlyWantedSignalsAreKept() throws IOException {
    Path file = Files.writeString(folder.resolve("dump.vcd"), DUMP);
    assertThat(ValueChangeDump.read(file, path -> path.endsWith("data")).paths())
        .containsExactly("tb.u_dut.data");
  }

  @Test
  void aFileThatIsNoDumpIsTheUsersMistake() {
    assertThatThrownBy(() -> read("hello\n")).isInstanceOf(UserException.class);
    assertThatThrownBy(() -> read("$upscope\n")).isInstanceOf(UserException.class);
  }

  @Test
  void numbersAreSignedWhereAskedFor() throws IOException {
    Signal data = read(DUMP).signal("tb.u_dut.data").orElseThrow();
    assertThat(new Track("data", data, Track.Reading.SIGNED).text(20)).isEqualTo("-2");
    assertThat(new Track("data", data, Track.Reading.UNSIGNED).text(20)).isEqualTo("254");
    assertThat(new Track("data", data, Track.Reading.UNSIGNED).text(0)).isEqualTo("x");
  }

  @Test
  void thePictureShowsLevelsBoxesAndUnknowns() throws IOException {
    ValueChangeDump dump = read(DUMP);
    List<Track> tracks =
        List.of(
            new Track("a<b", dump.signal("tb.clk").orElseThrow(), Track.Reading.UNSIGNED),
            new Track("data", dump.signal("tb.u_dut.data").orElseThrow(), Track.Reading.SIGNED));
    String svg = new WaveformSvg(5, 40).draw("title", tracks, 0, 4);
    assertThat(svg)
        .startsWith("<svg ")
        .endsWith("</svg>\n")
        .contains(">a&lt;b<", ">5<", ">-2<", "stroke-dasharray", "<path d=");
  }
}
