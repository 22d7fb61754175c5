// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;

/** The coded container: a network as bytes, as few as can be. */
public final class Container {
  /** How the names of container files end. */
  public static final String SUFFIX = ".sparsil";

  /** The most elements that the tensors of a network may have in all. */
  public static final int MAX_ELEMENTS = 1 << 28;

  private static final long MAX_BYTES = 5L * MAX_ELEMENTS;

  /** The first byte is no character, so that the file is not taken for text. */
  static final int MAGIC = 0xD3505253;

  static final int VERSION = 1;

  private Container() {}

  /**
   * The network as bytes; the same network always gives the same.
   *
   * @throws UserException if a container cannot hold the network
   */
  public static byte[] pack(Graph graph, ContainerOptions options) {
    return packed(graph, options).bytes();
  }

  /** The same, with the report, at the price of one. */
  public static PackedNetwork packed(Graph graph, ContainerOptions options) {
    return new Packing(graph, options).pack();
  }

  /** What each step of compression brings for a network. */
  public static ContainerReport report(Graph graph, ContainerOptions options) {
    return packed(graph, options).report();
  }

  /**
   * The network that was packed, identical down to the bits of its numbers.
   *
   * @param place names the bytes to the user
   * @throws UserException if they are not a whole and sound container
   */
  public static Graph unpack(byte[] bytes, String place) {
    return new Unpacking(bytes, place).unpack();
  }

  /**
   * Reads a container from a file.
   *
   * @throws UserException if it cannot be read, or is not a whole and sound container
   */
  public static Graph read(Path file) {
    String place = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new UserException(place, Code.FILE_001, "no such file");
    }
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new UserException(
            place,
            Code.CONTAINER_003,
            "has %d bytes, a container has at most %d".formatted(size, MAX_BYTES));
      }
      return unpack(Files.readAllBytes(file), place);
    } catch (IOException e) {
      throw new UserException(place, Code.FILE_001, "cannot read the file");
    }
  }
}
