// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.DeviceReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks mapping files: their form and checksum, all references, that light does what each program
 * says, that tiles are made of whole weights, and that the schedule runs all of them.
 */
public final class MappingCheck {
  private static final int MAX_BYTES = 1 << 30;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final Diagnostics diagnostics = new Diagnostics();

  private MappingCheck(String file) {
    this.file = file;
  }

  /**
   * Checks a file.
   *
   * @throws UserException with everything that is wrong in it
   */
  public static void check(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UserException(
            file.toString(), Code.PHOTON_009, "has more than " + MAX_BYTES + " bytes");
      }
      check(file.toString(), bytes);
    } catch (NoSuchFileException e) {
      throw new UserException(file.toString(), Code.FILE_001, "no such file");
    } catch (IOException e) {
      throw new UserException(file.toString(), Code.FILE_001, "cannot be read");
    }
  }

  /**
   * Checks a text of UTF-8.
   *
   * @param name for messages
   * @throws UserException with everything that is wrong in it
   */
  public static void check(String name, byte[] json) {
    MappingCheck check = new MappingCheck(name);
    JsonNode mapping = check.tree(json);
    check.form(json, mapping);
    Device device = check.device(mapping.get("device"));
    check.contents(device, mapping);
    check.diagnostics.throwIfErrors();
  }

  private JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new UserException(
          e.getLocation() == null ? file : file + ":" + Math.max(1, e.getLocation().getLineNr()),
          Code.PHOTON_009,
          "not valid JSON: "
              + e.getOriginalMessage().lines().findFirst().orElse("unreadable").strip());
    }
  }

  /** What the schema does not allow ends the check: nothing can be looked up. */
  private void form(byte[] json, JsonNode mapping) {
    Findings schema = new Findings(file);
    MappingSchema.check(mapping, schema);
    schema.addTo(diagnostics);
    diagnostics.throwIfErrors();
    Findings checksum = new Findings(file);
    Checksum.check(json, checksum);
    checksum.addTo(diagnostics);
  }

  private Device device(JsonNode node) {
    String place = file + ": /device";
    try {
      return DeviceReader.parse(place, MAPPER.writeValueAsBytes(node));
    } catch (UserException e) {
      for (Diagnostic one : e.diagnostics()) {
        diagnostics.add(
            new Diagnostic(
                one.place().replace(place + ": /", place + "/"),
                one.severity(),
                one.message(),
                one.code(),
                one.hint()));
      }
      throw new UserException(diagnostics.all());
    }
  }

  private void contents(Device device, JsonNode mapping) {
    Map<String, CheckedProgram> programs = programs(device, mapping.get("programs"));
    JsonNode layers = mapping.get("network").get("layers");
    for (int i = 0; i < layers.size(); i++) {
      Findings findings = new Findings(file);
      new LayerCheck(programs, findings).check("/network/layers/" + i, layers.get(i));
      findings.addTo(diagnostics);
    }
    Findings findings = new Findings(file);
    JsonNode schedule = mapping.get("schedule");
    new ScheduleCheck(programs, findings).check(layers, schedule);
    new TotalsCheck(mapping.get("totals"), findings).check(device, programs.values(), schedule);
    findings.addTo(diagnostics);
  }

  /** Each program is followed on its own, so that several can be at the same time. */
  private Map<String, CheckedProgram> programs(Device device, JsonNode nodes) {
    record Checked(Findings findings, Optional<CheckedProgram> program) {}
    ProgramCheck check = new ProgramCheck(device);
    List<Checked> all =
        IntStream.range(0, nodes.size())
            .parallel()
            .mapToObj(
                i -> {
                  Findings findings = new Findings(file);
                  return new Checked(
                      findings, check.check("/programs/" + i, nodes.get(i), findings));
                })
            .toList();
    Map<String, CheckedProgram> programs = new LinkedHashMap<>();
    Findings ids = new Findings(file);
    for (int i = 0; i < all.size(); i++) {
      String place = "/programs/%d/id".formatted(i);
      all.get(i).findings().addTo(diagnostics);
      all.get(i)
          .program()
          .ifPresent(
              program -> {
                if (programs.putIfAbsent(program.id(), program) != null) {
                  ids.error(
                      place, Code.PHOTON_011, "program '" + program.id() + "' is given twice");
                }
              });
    }
    ids.addTo(diagnostics);
    return programs;
  }
}
