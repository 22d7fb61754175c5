// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.LineBuffer;
import org.sparsil.arch.Planner;
import org.sparsil.arch.Stage;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.cli.LineBufferChoices.Choice;
import org.sparsil.diag.Diagnostics;
import org.sparsil.emit.OutputFile;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.report.waveform.GtkWaveSave;
import org.sparsil.report.waveform.LineBufferActivity;
import org.sparsil.report.waveform.LineBufferPicture;
import org.sparsil.sim.NominalRun;
import org.sparsil.tensor.Window;

/**
 * Records the first convolution of each kind of hardware at work, on an image that is only as large
 * as it takes to see how its buffers take turns: the waves of large images are gigabytes.
 */
final class LineBufferWaves {
  private static final int COLUMNS = 12;

  /** Row groups beyond the first. */
  private static final int MORE_GROUPS = 5;

  /** Runs that are drawn one above the other. */
  private static final int DRAWN = 2;

  private final List<OutputFile> files = new ArrayList<>();
  private final List<LineBufferActivity> drawn = new ArrayList<>();

  /** What was recorded, as files. */
  List<OutputFile> files() {
    return List.copyOf(files);
  }

  /** The first two kinds that have row memories, as many rows at once as the very first. */
  Optional<String> picture() {
    return drawn.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LineBufferPicture.draw("Line buffers at work: one frame of a small image", drawn));
  }

  /**
   * Records all choices.
   *
   * @param errors gets whatever differs from golden and cycle model in these simulations
   */
  static LineBufferWaves record(List<Choice> choices, long seed, Diagnostics errors)
      throws IOException {
    LineBufferWaves waves = new LineBufferWaves();
    for (Choice choice : choices) {
      for (Stage stage : choice.architecture().stages()) {
        if (stage instanceof Stage.MultiplyAccumulate mac
            && mac.layer() instanceof QConv conv
            && mac.lines().stream().anyMatch(lines -> lines.window().rows().kernel() > 1)) {
          waves.record(choice, conv, mac.lines().orElseThrow(), seed, errors);
          break;
        }
      }
    }
    return waves;
  }

  private void record(Choice choice, QConv conv, LineBuffer lines, long seed, Diagnostics errors)
      throws IOException {
    QGraph small = small(choice.architecture().network(), conv, lines);
    Settings own = new Settings(choice.settings().forLayer(conv.name()).chosen(), Map.of());
    Architecture hardware = new Planner(CompileOptions.hardware(own)).plan(small);
    Cycles cycles = Cycles.of(hardware);
    String name = "lines-%s-rows-%d".formatted(choice.buffers(), choice.rowsParallel());
    Path dump = Files.createTempFile("sparsil-", ".vcd");
    try (TemporaryDesign design = new TemporaryDesign(hardware, cycles, "explored")) {
      NominalRun run = design.record(RandomFrames.of(small.input(), seed, 1), dump);
      run.result().describe("waves of " + name, errors);
      byte[] bytes = Files.readAllBytes(dump);
      files.add(new OutputFile("waves/%s.vcd".formatted(name), target -> target.write(bytes)));
      files.add(
          OutputFile.text("waves/%s.gtkw".formatted(name), GtkWaveSave.print(dump, name + ".vcd")));
      boolean comparable =
          drawn.size() < DRAWN && !lines.buffers().streaming() && choice.rowsParallel() == 1;
      if (comparable) {
        int buffers = lines.buffers().rows().orElseThrow();
        drawn.add(LineBufferActivity.read(dump, buffers + " line buffers", buffers));
      }
    } finally {
      Files.deleteIfExists(dump);
    }
  }

  /** The convolution alone, on a smaller image. */
  private static QGraph small(QGraph network, QConv conv, LineBuffer lines) {
    Window window = conv.window();
    long rows =
        LineBuffer.rowsNeeded(window, lines.parallel()) + (long) MORE_GROUPS * lines.advance();
    long columns = Math.max(COLUMNS, window.columns().effectiveKernel());
    return ResizedConvolution.of(
        network,
        conv,
        (int) Math.min(conv.image().extent(0), rows),
        (int) Math.min(conv.image().extent(1), columns));
  }
}
