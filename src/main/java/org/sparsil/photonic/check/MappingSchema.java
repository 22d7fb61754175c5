// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.sparsil.diag.Code;
import tools.jackson.databind.JsonNode;

/** What each value of a mapping file looks like: {@code mapping.schema.json}. */
final class MappingSchema {
  private static final String RESOURCE = "/org/sparsil/photonic/mapping.schema.json";

  private static final class Holder {
    static final Schema SCHEMA = load();
  }

  private MappingSchema() {}

  /** Adds an error with its JSON pointer for everything that the schema does not allow. */
  static void check(JsonNode mapping, Findings findings) {
    for (Error error : Holder.SCHEMA.validate(mapping)) {
      findings.error(error.getInstanceLocation().toString(), Code.PHOTON_009, error.getMessage());
    }
  }

  private static Schema load() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().locale(Locale.ROOT).pathType(PathType.JSON_POINTER).build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    try (InputStream stream = MappingSchema.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return registry.getSchema(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
