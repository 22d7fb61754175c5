// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.Stage;
import org.sparsil.emit.OutputFile;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.rtl.HexWriter;
import org.sparsil.rtl.NameAllocator;
import org.sparsil.sim.Scenario.Transfer;
import org.sparsil.tensor.IntTensor;

/**
 * Writes what the bench reads: {@code input.hex}, a line per beat with {@code tlast} above the
 * data; {@code LAYER.hex} for each layer, a line per beat that leaves it, as the golden model says;
 * and the bench's {@code arguments}.
 */
public final class VectorWriter {
  /** Frames in memory at a time. */
  private static final int CHUNK = 1024;

  private final Architecture architecture;
  private final QGraph graph;
  private final GoldenModel model;
  private final Map<String, String> identifiers;

  public VectorWriter(Architecture architecture) {
    this.architecture = architecture;
    this.graph = architecture.network();
    this.model = GoldenModel.of(graph);
    this.identifiers = NameAllocator.allocate(graph.layers().stream().map(QLayer::name).toList());
  }

  /** The identifier of each layer, by name. */
  Map<String, String> identifiers() {
    return identifiers;
  }

  /** Writes a scenario's vectors into an existing folder. */
  public void write(Scenario scenario, Path folder) throws IOException {
    write(scenario, name -> Files.newOutputStream(folder.resolve(name)));
  }

  /**
   * A scenario's vectors as files of a compiled network; for few frames, since they are in memory.
   *
   * @param folder such as {@code sim/vectors}
   */
  public List<OutputFile> files(Scenario scenario, String folder) {
    Map<String, ByteArrayOutputStream> contents = new LinkedHashMap<>();
    try {
      write(
          scenario, name -> contents.computeIfAbsent(name, unused -> new ByteArrayOutputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<OutputFile> files = new ArrayList<>();
    contents.forEach(
        (name, bytes) -> files.add(new OutputFile(folder + "/" + name, bytes::writeTo)));
    return files;
  }

  /** Makes the file of a name. */
  @FunctionalInterface
  private interface Target {
    OutputStream open(String name) throws IOException;
  }

  private void write(Scenario scenario, Target target) throws IOException {
    try (Writer file = open(target, "arguments")) {
      file.write(String.join(" ", scenario.arguments()) + "\n");
    }
    try (Writer file = open(target, "input.hex")) {
      writeInput(scenario.transfers(), file);
    }
    writeLayers(scenario.transfers(), target);
  }

  private void writeInput(List<Transfer> transfers, Writer target) throws IOException {
    int bits = graph.input().format().widthBits();
    int lanes = architecture.inputLanes();
    HexWriter beats = new HexWriter(target, bits * lanes + 1);
    for (Transfer transfer : transfers) {
      IntTensor sent = transfer.sent();
      for (int i = 0; i < sent.size(); i += lanes) {
        putLanes(beats, sent, i, lanes, bits);
        beats.put(i + lanes == sent.size() ? 1 : 0, 1).end();
      }
    }
  }

  private static void putLanes(HexWriter beats, IntTensor value, int from, int lanes, int bits) {
    for (int lane = 0; lane < lanes; lane++) {
      beats.put(value.get(from + lane), bits);
    }
  }

  private void writeLayers(List<Transfer> transfers, Target target) throws IOException {
    List<LayerFile> files = new ArrayList<>();
    try {
      for (Stage stage : architecture.stages()) {
        QLayer layer = stage.layer();
        files.add(
            new LayerFile(
                layer, stage.outputLanes(), open(target, identifiers.get(layer.name()) + ".hex")));
      }
      for (int from = 0; from < transfers.size(); from += CHUNK) {
        List<IntTensor> frames =
            transfers.subList(from, Math.min(from + CHUNK, transfers.size())).stream()
                .map(Transfer::frame)
                .toList();
        List<Map<String, IntTensor>> traces = model.traceAll(frames);
        // The files are independent of each other, and writing takes longer than computing.
        files.parallelStream().forEach(file -> file.append(traces));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      for (LayerFile file : files) {
        file.target.close();
      }
    }
  }

  /** The file that holds what leaves a layer. */
  private record LayerFile(QLayer layer, int lanes, Writer target) {
    void append(List<Map<String, IntTensor>> traces) {
      int bits = layer.format().widthBits();
      HexWriter beats = new HexWriter(target, bits * lanes);
      try {
        for (Map<String, IntTensor> trace : traces) {
          IntTensor value = Objects.requireNonNull(trace.get(layer.name()));
          for (int i = 0; i < value.size(); i += lanes) {
            putLanes(beats, value, i, lanes, bits);
            beats.end();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Writer open(Target target, String name) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(target.open(name), StandardCharsets.US_ASCII), 1 << 16);
  }
}
