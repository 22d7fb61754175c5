// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads device files, strictly: all mistakes in a file are reported at once. */
public final class DeviceReader {
  static final int MAX_BYTES = 64 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DeviceReader() {}

  /**
   * The device in a file.
   *
   * @throws UserException with everything that is wrong in it
   */
  public static Device read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return parse(file.toString(), limited(file.toString(), stream));
    } catch (NoSuchFileException e) {
      throw new UserException(file.toString(), Code.FILE_001, "no such file");
    } catch (IOException e) {
      throw new UserException(file.toString(), Code.FILE_001, "cannot be read");
    }
  }

  private static byte[] limited(String name, InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new UserException(name, Code.PHOTON_001, "has more than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  /**
   * The device in a text of UTF-8.
   *
   * @param name for messages
   * @throws UserException with everything that is wrong in it
   */
  public static Device parse(String name, byte[] json) {
    JsonNode tree = tree(name, json);
    Diagnostics diagnostics = new Diagnostics();
    DeviceSchema.check(name, tree, diagnostics);
    diagnostics.throwIfErrors();
    DeviceFromJson reading = new DeviceFromJson(name, diagnostics);
    Device device = reading.device(tree);
    DeviceCheck.check(name, device, diagnostics);
    diagnostics.throwIfErrors();
    return device;
  }

  private static JsonNode tree(String name, byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new UserException(
          e.getLocation() == null ? name : name + ":" + Math.max(1, e.getLocation().getLineNr()),
          Code.PHOTON_001,
          "not valid JSON: "
              + e.getOriginalMessage().lines().findFirst().orElse("unreadable").strip());
    }
  }
}
