// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.PeerNets;

/**
 * The resources of networks that other compilers were measured with, as Yosys counts them: {@code
 * synth_xilinx -family xc7 -flatten}, a LUT being any of LUT1 to LUT6. Comparable only with figures
 * from the same command.
 */
public final class PeerComparison {
  private static final Path WORK = Path.of("target", "bench");
  private static final Pattern CELL = Pattern.compile("^\\s+(\\w+)\\s+(\\d+)$", Pattern.MULTILINE);

  private PeerComparison() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    System.out.printf(
        "%-20s %8s %8s %8s %8s %6s %6s%n",
        "network", "latency", "interval", "LUT", "FF", "DSP", "BRAM");
    for (String name : List.of("jsc_r6_p75_cb16", "jsc_r6_p75", "jsc_r6")) {
      CompiledNetwork network =
          CompiledNetwork.of(
              PeerNets.read(name).graph(), HardwareOptions.DEFAULT, WORK.resolve(name));
      String statistics = synthesize(network.folder(), network.graph().name());
      System.out.printf(
          Locale.ROOT,
          "%-20s %8d %8d %8d %8d %6d %6d%n",
          name,
          network.prediction().latencyCycles(),
          network.prediction().intervalCycles(),
          count(statistics, "LUT[1-6]"),
          count(statistics, "FD[A-Z]+"),
          count(statistics, "DSP48E1"),
          count(statistics, "RAMB(18|36)E1"));
    }
  }

  private static String synthesize(Path folder, String top)
      throws IOException, InterruptedException {
    Path log = WORK.toAbsolutePath().resolve("yosys.txt");
    String script =
        "read_verilog ../rtl/*.v; synth_xilinx -family xc7 -flatten -top %s; tee -o %s stat"
            .formatted(top, log);
    Process process =
        new ProcessBuilder("yosys", "-q", "-p", script)
            .directory(folder.resolve("rom").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(30, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException("yosys failed on " + folder);
    }
    return Files.readString(log);
  }

  private static int count(String statistics, String cell) {
    int sum = 0;
    Matcher matcher = CELL.matcher(statistics);
    while (matcher.find()) {
      if (matcher.group(1).matches(cell)) {
        sum += Integer.parseInt(matcher.group(2));
      }
    }
    return sum;
  }
}
