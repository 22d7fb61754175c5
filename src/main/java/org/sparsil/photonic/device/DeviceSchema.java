// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import tools.jackson.databind.JsonNode;

/** What each value of a device file looks like: {@code device.schema.json}. */
final class DeviceSchema {
  private static final String RESOURCE = "/org/sparsil/photonic/device.schema.json";

  /** More mistakes than these are of one kind and only counted. */
  private static final int SHOWN = 50;

  private static final class Holder {
    static final Schema SCHEMA = load();
  }

  private DeviceSchema() {}

  /** Adds an error with its JSON pointer for everything that the schema does not allow. */
  static void check(String file, JsonNode device, Diagnostics diagnostics) {
    List<Error> errors = Holder.SCHEMA.validate(device);
    for (Error error : errors.subList(0, Math.min(SHOWN, errors.size()))) {
      String pointer = error.getInstanceLocation().toString();
      diagnostics.error(
          pointer.isEmpty() ? file : file + ": " + pointer,
          Code.PHOTON_001,
          error.getMessage(),
          "the format is described in device.schema.json");
    }
    if (errors.size() > SHOWN) {
      diagnostics.error(
          file, Code.PHOTON_001, (errors.size() - SHOWN) + " more values are not as they should");
    }
  }

  private static Schema load() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().locale(Locale.ROOT).pathType(PathType.JSON_POINTER).build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    try (InputStream stream = DeviceSchema.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return registry.getSchema(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
