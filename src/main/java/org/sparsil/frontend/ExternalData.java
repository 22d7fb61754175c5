// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.StringStringEntryProto;
import org.sparsil.proto.TensorProto;

/** Reads tensors whose bytes are in another file; that file must be below the model's folder. */
final class ExternalData {
  private final Path folder;

  ExternalData(Path folder) {
    this.folder = folder;
  }

  /** The tensor's bytes, which must be exactly so many. */
  byte[] read(TensorProto tensor, String place, long sizeBytes) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    String location = entries.getOrDefault("location", "");
    long offset = number(place, entries, "offset", 0);
    long length = number(place, entries, "length", sizeBytes);
    if (length != sizeBytes) {
      throw new UserException(
          place,
          Code.ONNX_003,
          "its shape and type need %d bytes, its external data has %d"
              .formatted(sizeBytes, length));
    }
    Path file = resolve(place, location);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long available = channel.size();
      if (offset > available || sizeBytes > available - offset) {
        throw new UserException(
            place,
            Code.ONNX_003,
            "its %d bytes at %d lie beyond the end of '%s', which has %d bytes"
                .formatted(sizeBytes, offset, location, available));
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(sizeBytes));
      channel.position(offset);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // reads on until the buffer is full
      }
      return bytes.array();
    } catch (IOException e) {
      throw new UserException(
          place, Code.ONNX_005, "cannot read external data '%s'".formatted(location));
    }
  }

  private static long number(String place, Map<String, String> entries, String key, long absent) {
    String text = entries.getOrDefault(key, "");
    if (text.isEmpty()) {
      return absent;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new UserException(
          place, Code.ONNX_003, "external data has %s '%s'".formatted(key, text));
    }
    return Long.parseLong(text);
  }

  /** Follows links before it compares, so that no link leads out of the folder either. */
  private Path resolve(String place, String location) {
    try {
      Path relative = Path.of(location);
      Path file = folder.resolve(relative);
      if (location.isEmpty() || relative.isAbsolute() || escapes(relative)) {
        throw outside(place, location);
      }
      if (!Files.isRegularFile(file)) {
        throw new UserException(
            place,
            Code.ONNX_005,
            "external data '%s' is missing".formatted(location),
            "keep it beside the model file");
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw outside(place, location);
      }
      return file;
    } catch (InvalidPathException e) {
      throw new UserException(
          place, Code.ONNX_005, "external data '%s' is no file name".formatted(location));
    } catch (IOException e) {
      throw new UserException(
          place, Code.ONNX_005, "cannot read external data '%s'".formatted(location));
    }
  }

  private static boolean escapes(Path relative) {
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static UserException outside(String place, String location) {
    return new UserException(
        place,
        Code.ONNX_005,
        "external data '%s' is not below the model's folder".formatted(location),
        "keep it beside the model file");
  }
}
