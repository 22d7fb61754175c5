// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The devices that come with the compiler. */
public final class BuiltInDevices {
  /** A device of about 200 units: unitary matrices of 11 modes, any real 7x7 block in one pass. */
  public static final String HEX_200 = "hex200";

  /** A device with the published numbers of a first-generation one: 72 units in 17 hexagons. */
  public static final String SMARTLIGHT_72 = "smartlight72";

  private BuiltInDevices() {}

  public static List<String> names() {
    return List.of(HEX_200, SMARTLIGHT_72);
  }

  /**
   * The device with one of {@link #names()}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Device read(String name) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException("no built-in device '" + name + "': " + names());
    }
    String file = name + ".json";
    try (InputStream stream =
        BuiltInDevices.class.getResourceAsStream("/org/sparsil/photonic/devices/" + file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return DeviceReader.parse(file, stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
