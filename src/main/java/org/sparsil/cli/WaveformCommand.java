// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.report.waveform.Signal;
import org.sparsil.report.waveform.Track;
import org.sparsil.report.waveform.ValueChangeDump;
import org.sparsil.report.waveform.WaveformSvg;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil waveform}. */
@Command(
    name = "waveform",
    sortOptions = false,
    description = "Draws the waves that a simulation recorded as a picture.",
    footerHeading = "%nExample:%n",
    footer = {
      "  make -C build/model/sim icarus VCD=waves.vcd",
      "  sparsil waveform build/model/sim/waves.vcd --out waves.svg --cycles 40"
    })
final class WaveformCommand implements Callable<Integer> {
  /** Pixels for a clock cycle. */
  private static final int CYCLE_WIDTH = 34;

  @Parameters(paramLabel = "FILE.vcd", description = "The recorded waves.")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.svg",
      description = "Where to put the picture.")
  private Path out;

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      defaultValue = "u_dut",
      description = "The instance whose signals are drawn. (default: ${DEFAULT-VALUE}, the design)")
  private String scope;

  @Option(
      names = "--signals",
      paramLabel = "REGEX",
      defaultValue = ".*_t(valid|ready|data|last)",
      description = "Which of its signals. (default: the streams)")
  private String signals;

  @Option(
      names = "--from",
      paramLabel = "CYCLE",
      defaultValue = "0",
      description = "The first clock cycle. (default: ${DEFAULT-VALUE})")
  private int from;

  @Option(
      names = "--cycles",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many clock cycles. (default: ${DEFAULT-VALUE})")
  private int cycles;

  @Option(names = "--unsigned", description = "Read numbers as unsigned.")
  private boolean unsigned;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (from < 0 || cycles < 1 || cycles > 10_000) {
      throw new ParameterException(
          spec.commandLine(), "--from must be at least 0, --cycles 1 to 10000");
    }
    Pattern wanted = pattern();
    String clockName = scope + ".clk";
    ValueChangeDump dump =
        ValueChangeDump.read(
            file, path -> path.endsWith(clockName) || wanted.matcher(path).matches());
    List<Track> tracks = new ArrayList<>();
    Signal clock = null;
    for (String path : dump.paths()) {
      Signal signal = dump.signal(path).orElseThrow();
      if (path.endsWith(clockName)) {
        clock = signal;
      } else {
        tracks.add(
            new Track(
                path.substring(path.lastIndexOf('.') + 1),
                signal,
                unsigned ? Track.Reading.UNSIGNED : Track.Reading.SIGNED));
      }
    }
    if (clock == null || tracks.isEmpty()) {
      throw new UserException(
          file.toString(),
          Code.FILE_001,
          "no clock '%s', or no signal of '%s' that matches '%s'"
              .formatted(clockName, scope, signals));
    }
    ResultFile.write(out, draw(clock, tracks));
    return ExitCode.OK;
  }

  private Pattern pattern() {
    try {
      return Pattern.compile("(.*\\.)?" + Pattern.quote(scope) + "\\.(" + signals + ")");
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(), "--signals '%s': %s".formatted(signals, e.getDescription()));
    }
  }

  /** A cycle is drawn from one rising edge of the clock to the next. */
  private String draw(Signal clock, List<Track> tracks) {
    List<Long> edges =
        clock.changes().entrySet().stream()
            .filter(change -> change.getValue().equals("1"))
            .limit(2)
            .map(Map.Entry::getKey)
            .toList();
    if (edges.size() < 2) {
      throw new UserException(file.toString(), Code.FILE_001, "the clock rises less than twice");
    }
    long period = edges.get(1) - edges.get(0);
    return new WaveformSvg(period, CYCLE_WIDTH)
        .draw(
            "Cycles %d to %d".formatted(from, from + cycles - 1),
            tracks,
            edges.get(0) + from * period,
            cycles);
  }
}
