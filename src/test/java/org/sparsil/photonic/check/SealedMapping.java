// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A mapping file to be changed by hand, with the checksum of what it then is. */
final class SealedMapping {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final ObjectNode root;

  SealedMapping(String text) {
    this.root = (ObjectNode) MAPPER.readTree(text);
  }

  JsonNode at(String pointer) {
    JsonNode node = root.at(pointer);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException(pointer);
    }
    return node;
  }

  /** Replaces a value by one given as JSON. */
  void set(String pointer, String json) {
    at(pointer);
    int slash = pointer.lastIndexOf('/');
    String last = pointer.substring(slash + 1);
    JsonNode value = MAPPER.readTree(json);
    JsonNode parent = root.at(pointer.substring(0, slash));
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), value);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
  }

  void add(String pointer, double by) {
    set(pointer, Double.toString(at(pointer).doubleValue() + by));
  }

  void remove(String pointer) {
    at(pointer);
    int slash = pointer.lastIndexOf('/');
    String last = pointer.substring(slash + 1);
    JsonNode parent = root.at(pointer.substring(0, slash));
    if (parent instanceof ArrayNode array) {
      array.remove(Integer.parseInt(last));
    } else {
      ((ObjectNode) parent).remove(last);
    }
  }

  byte[] sealed() {
    ObjectNode copy = root.deepCopy();
    copy.remove("checksum");
    String text = copy.toString();
    String open = text.substring(0, text.length() - 1);
    return (open + ",\"checksum\":\"sha256:" + sha256(open) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
