// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QLayer;
import org.sparsil.tensor.IntTensor;

/**
 * Frames back to back through a compiled design, without stalls: what came out, and whether it is
 * what it should be.
 *
 * @param result of the nominal scenario alone
 * @param outputs what the simulated hardware made of each frame, in the network's output shape
 */
public record NominalRun(VerificationResult result, List<IntTensor> outputs) {
  public NominalRun {
    outputs = List.copyOf(outputs);
  }

  /**
   * Simulates; leaves the folder as it is.
   *
   * @param folder a compiled design and its bench
   * @param waves where to record all waves; Icarus alone can
   * @throws UserException if a tool is missing or fails
   */
  public static NominalRun of(
      Path folder,
      Simulator simulator,
      List<IntTensor> frames,
      Architecture architecture,
      CyclePrediction predicted,
      Optional<Path> waves) {
    ToolBox tools = ToolBox.ofPath();
    tools.require(List.of(simulator));
    Verifier verifier = new Verifier(architecture, predicted, tools);
    Scenario scenario = Scenario.nominal(frames);
    try {
      Path work = Files.createTempDirectory("sparsil-run-");
      try {
        Simulation simulation = simulator.compile(tools, folder.toRealPath(), work);
        new VectorWriter(architecture).write(scenario, work);
        Path dump = work.resolve("output.dump");
        List<String> further = new ArrayList<>(List.of("+dump=" + dump));
        waves.ifPresent(file -> further.add("+vcd=" + file.toAbsolutePath()));
        BenchReport report = simulation.run(scenario, work, work.resolve("run.log"), further);
        return new NominalRun(
            verifier.result(simulator, List.of(scenario), List.of(report)),
            outputs(dump, architecture, frames.size()));
      } finally {
        Verifier.delete(work);
      }
    } catch (IOException e) {
      throw new UserException(
          folder.toString(), Code.FILE_001, "cannot simulate: " + e.getMessage());
    }
  }

  /** All whole frames that came out, no more than went in. */
  private static List<IntTensor> outputs(Path dump, Architecture architecture, int frames)
      throws IOException {
    QLayer output = architecture.network().output();
    int lanes = architecture.outputLanes();
    List<IntTensor> outputs = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(dump, StandardCharsets.US_ASCII)) {
      int[] values = new int[output.shape().size()];
      int at = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        unpack(line, output.format(), lanes, values, at);
        at += lanes;
        if (at == values.length && outputs.size() < frames) {
          outputs.add(IntTensor.of(output.shape(), values));
          at = 0;
        }
        at %= values.length;
      }
    }
    return outputs;
  }

  private static void unpack(String digits, FixedPoint format, int lanes, int[] target, int from) {
    if (!digits.matches("[0-9a-fA-F]+")) {
      throw new UserException(
          "bench", Code.SIM_003, "unknown bits left the design: '%s'".formatted(digits));
    }
    BigInteger beat = new BigInteger(digits, 16);
    int bits = format.widthBits();
    int unused = 64 - bits;
    for (int lane = 0; lane < lanes; lane++) {
      long value = beat.shiftRight(lane * bits).longValue() << unused;
      target[from + lane] = (int) (format.signed() ? value >> unused : value >>> unused);
    }
  }
}
