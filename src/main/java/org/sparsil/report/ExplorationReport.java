// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.report.chart.BarChart;
import org.sparsil.sim.VerificationResult;

/**
 * What line buffers cost and bring: one row per kind of hardware, of the same network.
 *
 * @param image rows, columns and channels of the input
 * @param clockMhz the clock at which milliseconds are given
 * @param simulator that proved the rows, if any did
 * @param frames that it ran for each row
 * @param leftOut combinations that cannot be, a sentence each
 */
public record ExplorationReport(
    String network,
    String image,
    double clockMhz,
    List<Row> rows,
    Optional<String> simulator,
    long frames,
    List<String> leftOut) {

  /**
   * One kind of hardware. Cycles are those of the cycle model, simulated ones of the simulator.
   *
   * @param memoryBits of all row memories
   * @param fillCycles from a frame's first beat in to its first beat out
   * @param drainCycles from its last beat in to its last beat out
   * @param intervalCycles from frame to frame
   * @param cyclesPerPixel of the interval, by pixels of the input
   * @param speedUp the first row's interval in multiples of this one
   * @param milliseconds from frame to frame
   * @param mismatches elements that are not the golden model's
   */
  public record Row(
      String lineBuffers,
      int rowsParallel,
      long memoryBits,
      long fillCycles,
      long drainCycles,
      long latencyCycles,
      long intervalCycles,
      OptionalLong simulatedFillCycles,
      OptionalLong simulatedDrainCycles,
      OptionalLong simulatedLatencyCycles,
      OptionalLong simulatedIntervalCycles,
      OptionalLong mismatches,
      double cyclesPerPixel,
      double speedUp,
      double milliseconds) {

    /** {@code 4 buffers}, {@code streaming}, {@code 6 buffers, 2 rows}. */
    String label() {
      String buffers = lineBuffers.equals("streaming") ? lineBuffers : lineBuffers + " buffers";
      return rowsParallel == 1 ? buffers : "%s, %d rows".formatted(buffers, rowsParallel);
    }
  }

  /**
   * What is known of one kind of hardware.
   *
   * @param simulated absent if it was not simulated
   */
  public record Measurement(
      String lineBuffers,
      int rowsParallel,
      long memoryBits,
      CyclePrediction predicted,
      Optional<VerificationResult> simulated) {}

  public ExplorationReport {
    rows = List.copyOf(rows);
    leftOut = List.copyOf(leftOut);
  }

  /** The rows of these measurements, of which the first is what the others are compared with. */
  public static List<Row> rows(List<Measurement> measurements, long pixels, double clockMhz) {
    List<Row> rows = new ArrayList<>();
    for (Measurement one : measurements) {
      CyclePrediction cycles = one.predicted();
      Optional<VerificationResult> simulated = one.simulated();
      double first = measurements.get(0).predicted().intervalCycles();
      rows.add(
          new Row(
              one.lineBuffers(),
              one.rowsParallel(),
              one.memoryBits(),
              cycles.fillCycles(),
              cycles.drainCycles(),
              cycles.latencyCycles(),
              cycles.intervalCycles(),
              of(simulated, result -> result.fill().simulated()),
              of(simulated, result -> result.drain().simulated()),
              of(simulated, result -> result.latency().simulated()),
              of(simulated, result -> result.interval().simulated()),
              of(simulated, result -> OptionalLong.of(result.mismatches())),
              rounded(cycles.intervalCycles() / (double) pixels),
              rounded(first / cycles.intervalCycles()),
              rounded(cycles.intervalCycles() / clockMhz / 1000)));
    }
    return rows;
  }

  private static OptionalLong of(
      Optional<VerificationResult> simulated, Function<VerificationResult, OptionalLong> figure) {
    return simulated.map(figure).orElse(OptionalLong.empty());
  }

  private static double rounded(double value) {
    return Math.rint(value * 10_000) / 10_000;
  }

  public TextTable table() {
    TextTable table =
        simulator.isPresent()
            ? new TextTable(
                "buffers",
                "rows",
                "memory bits",
                "fill",
                "drain",
                "latency",
                "interval",
                "cycles/pixel",
                "speed-up",
                "ms",
                "simulated latency",
                "simulated interval",
                "mismatches")
            : new TextTable(
                "buffers",
                "rows",
                "memory bits",
                "fill",
                "drain",
                "latency",
                "interval",
                "cycles/pixel",
                "speed-up",
                "ms");
    for (Row row : rows) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  row.lineBuffers(),
                  row.rowsParallel(),
                  row.memoryBits(),
                  row.fillCycles(),
                  row.drainCycles(),
                  row.latencyCycles(),
                  row.intervalCycles(),
                  decimal(row.cyclesPerPixel()),
                  decimal(row.speedUp()),
                  decimal(row.milliseconds())));
      if (simulator.isPresent()) {
        cells.add(text(row.simulatedLatencyCycles()));
        cells.add(text(row.simulatedIntervalCycles()));
        cells.add(text(row.mismatches()));
      }
      table.add(cells.toArray());
    }
    return table;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String text(OptionalLong figure) {
    return figure.isPresent() ? String.valueOf(figure.getAsLong()) : "-";
  }

  /** The rows as comma-separated values, with a line of names. */
  public String csv() {
    StringBuilder text =
        new StringBuilder(
            "lineBuffers,rowsParallel,memoryBits,fillCycles,drainCycles,latencyCycles,"
                + "intervalCycles,simulatedFillCycles,simulatedDrainCycles,simulatedLatencyCycles,"
                + "simulatedIntervalCycles,mismatches,cyclesPerPixel,speedUp,milliseconds\n");
    for (Row row : rows) {
      List<Object> cells =
          List.of(
              row.lineBuffers(),
              row.rowsParallel(),
              row.memoryBits(),
              row.fillCycles(),
              row.drainCycles(),
              row.latencyCycles(),
              row.intervalCycles(),
              csv(row.simulatedFillCycles()),
              csv(row.simulatedDrainCycles()),
              csv(row.simulatedLatencyCycles()),
              csv(row.simulatedIntervalCycles()),
              csv(row.mismatches()),
              row.cyclesPerPixel(),
              row.speedUp(),
              row.milliseconds());
      text.append(String.join(",", cells.stream().map(Objects::toString).toList())).append('\n');
    }
    return text.toString();
  }

  private static String csv(OptionalLong figure) {
    return figure.isPresent() ? String.valueOf(figure.getAsLong()) : "";
  }

  public BarChart chart() {
    return new BarChart(
        "Line buffers: time and memory",
        rows.stream().map(Row::label).toList(),
        List.of(
            new BarChart.Quantity("interval (cycles)", all(Row::intervalCycles)),
            new BarChart.Quantity("row memories (bits)", all(Row::memoryBits))));
  }

  private List<Long> all(ToLongFunction<Row> figure) {
    return rows.stream().mapToLong(figure).boxed().toList();
  }

  /** What was done, in one sentence. */
  public String summary() {
    return simulator
        .map(
            name ->
                "Input %s. Every row was simulated in %s, %d frames back to back."
                    .formatted(image, name, frames))
        .orElse("Input %s. Cycles are predicted by the cycle model.".formatted(image));
  }
}
