// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sparsil.photonic.device.DeviceWriter;
import org.sparsil.photonic.map.MappedLayer;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.Program;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes mapped networks as {@code mapping.schema.json} describes, always the same bytes: one line
 * per tile, program and step.
 */
public final class MappingFile {
  private static final String TOOL = "Sparsil";

  /** Programs that are solved together, and in memory together. */
  private static final int CHUNK = 64;

  private final MappedNetwork network;
  private final SealedText text;

  private MappingFile(MappedNetwork network, OutputStream target) {
    this.network = network;
    this.text = new SealedText(target);
  }

  /** The file as one text, for small networks. */
  public static String print(MappedNetwork network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(network, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Writes the file; the stream stays open.
   *
   * @throws IOException if the stream cannot be written to
   */
  public static void write(MappedNetwork network, OutputStream target) throws IOException {
    new MappingFile(network, target).write();
  }

  private void write() throws IOException {
    text.write("{\n\"format\": \"sparsil-photonic-mapping\",\n\"version\": 1,\n");
    text.write("\"tool\": %s,\n".formatted(Json.text(TOOL)));
    text.write("\"conventions\": " + Conventions.json() + ",\n");
    text.write("\"device\": " + DeviceWriter.write(network.device()).strip() + ",\n");
    writeNetwork();
    Totals totals = writePrograms();
    int steps = writeSchedule();
    text.write(",\n\"totals\": " + totals.json(steps));
    text.seal();
  }

  private void writeNetwork() throws IOException {
    text.write("\"network\": {\"name\": %s, ".formatted(Json.text(network.network().name())));
    text.write("\"layers\": [");
    LayerJson json = new LayerJson(network);
    String separator = "\n";
    for (MappedLayer layer : network.layers()) {
      String head = json.head(layer).toString();
      text.write(separator + head.substring(0, head.length() - 1) + ", \"tiles\": [");
      writeLines(json.tiles(layer));
      text.write("], \"post\": " + json.post(layer) + "}");
      separator = ",\n";
    }
    text.write("]},\n");
  }

  private Totals writePrograms() throws IOException {
    text.write("\"programs\": [");
    Totals totals = new Totals(network.device());
    ProgramJson json = new ProgramJson(network.device());
    String separator = "\n";
    List<Program> all = network.programs();
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<Program> some = all.subList(from, Math.min(from + CHUNK, all.size()));
      for (ProgramJson.Written program : some.parallelStream().map(json::write).toList()) {
        text.write(separator + program.text());
        totals.add(program);
        separator = ",\n";
      }
    }
    text.write("],\n");
    return totals;
  }

  private int writeSchedule() throws IOException {
    text.write("\"schedule\": [");
    List<Schedule.Step> steps = Schedule.of(network);
    String separator = "\n";
    for (int i = 0; i < steps.size(); i++) {
      Schedule.Step step = steps.get(i);
      text.write(separator + step.json(i, network.programs().get(step.program()).id()));
      separator = ",\n";
    }
    text.write("]");
    return steps.size();
  }

  private void writeLines(List<ObjectNode> nodes) throws IOException {
    String separator = "\n";
    for (ObjectNode node : nodes) {
      text.write(separator + node);
      separator = ",\n";
    }
  }
}
