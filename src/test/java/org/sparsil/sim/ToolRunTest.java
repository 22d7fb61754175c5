// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

final class ToolRunTest {
  @TempDir Path folder;

  @Test
  void a_missing_tool_names_the_package_to_install() {
    assertThatThrownBy(
            () -> new ToolBox("/nowhere:").require(List.of(Simulator.ICARUS, Simulator.VERILATOR)))
        .hasMessage(
            """
            iverilog: error: not installed [SIM-001]
              hint: install it with: sudo apt-get install iverilog
            vvp: error: not installed [SIM-001]
              hint: install it with: sudo apt-get install iverilog
            verilator: error: not installed [SIM-001]
              hint: install it with: sudo apt-get install verilator
            g++: error: not installed [SIM-001]
              hint: install it with: sudo apt-get install g++
            make: error: not installed [SIM-001]
              hint: install it with: sudo apt-get install make\
            """);
  }

  @Test
  void a_failing_tool_shows_its_last_words() {
    assertThatThrownBy(() -> shell("echo to out; echo to err >&2; exit 7", 60).run())
        .isInstanceOfSatisfying(
            UserException.class,
            e -> assertThat(e.diagnostics().get(0).code()).isEqualTo(Code.SIM_002))
        .hasMessageContaining("sh: error: failed with exit code 7\nto out\nto err");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void a_tool_that_takes_too_long_is_ended_with_its_descendants() throws Exception {
    assertThatThrownBy(() -> shell("sh -c 'echo $$ > child; sleep 600; true'; true", 2).run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("stopped after 2 seconds");
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
    assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void a_bench_that_stops_half_way_is_an_error_not_a_success() {
    assertThatThrownBy(
            () ->
                BenchReport.parse(
                    Simulator.ICARUS,
                    List.of("SPARSIL LAYER name=fc elements=3 mismatches=0", "Killed")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("icarus bench: error: ended without a result");
  }

  private ToolRun shell(String script, int seconds) throws IOException {
    return new ToolRun(
        List.of("/bin/sh", "-c", script),
        folder,
        folder.resolve("log"),
        Duration.ofSeconds(seconds));
  }
}
