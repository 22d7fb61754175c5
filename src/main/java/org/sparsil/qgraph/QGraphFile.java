// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.QGraphProto;

/**
 * Writes and reads the integer network as a file: the same network gives the same bytes. The
 * columns of surviving weights are stored as gaps and everything in variable-length integers, so
 * that a survivor takes about two bytes.
 */
public final class QGraphFile {
  static final String FORMAT = "sparsil integer network";

  /** The version written; this and all before it are read. */
  static final int VERSION = 3;

  private static final int MAX_LAYERS = 1 << 16;

  private QGraphFile() {}

  public static void write(QGraph graph, OutputStream target) throws IOException {
    QGraphEncoder.header(graph).writeDelimitedTo(target);
    for (QLayer layer : graph.layers()) {
      QGraphEncoder.layer(layer).writeDelimitedTo(target);
    }
  }

  /**
   * Reads a network and checks all of it.
   *
   * @param place names the file to the user
   * @throws UserException if the file is not a network that can be computed exactly
   * @throws IOException if the stream cannot be read
   */
  public static QGraph read(InputStream source, String place) throws IOException {
    try {
      QGraphProto.Header header =
          present(QGraphProto.Header.parser().parseDelimitedFrom(source), "its header");
      requireReadable(header);
      List<QLayer> layers = new ArrayList<>();
      for (int i = 0; i < header.getLayers(); i++) {
        layers.add(layer(source, i));
      }
      if (source.read() >= 0) {
        throw new IllegalArgumentException("something follows its last layer");
      }
      QGraph graph = new QGraph(header.getName(), QGraphDecoder.input(header.getInput()), layers);
      QGraphCheck.require(graph);
      return graph;
    } catch (InvalidProtocolBufferException e) {
      throw broken(place, "not a compiled network, or a damaged one", e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw broken(place, "not a valid network: " + e.getMessage(), e);
    }
  }

  private static void requireReadable(QGraphProto.Header header) {
    if (!header.getFormat().equals(FORMAT)) {
      throw new IllegalArgumentException("it does not begin with '" + FORMAT + "'");
    }
    if (header.getVersion() < 1 || header.getVersion() > VERSION) {
      throw new IllegalArgumentException(
          "format version %s, this program reads up to %d"
              .formatted(Integer.toUnsignedString(header.getVersion()), VERSION));
    }
    if (header.getLayers() < 0 || header.getLayers() > MAX_LAYERS) {
      throw new IllegalArgumentException(
          Integer.toUnsignedString(header.getLayers()) + " layers, at most " + MAX_LAYERS);
    }
  }

  private static QLayer layer(InputStream source, int position) throws IOException {
    QGraphProto.Layer message =
        present(QGraphProto.Layer.parser().parseDelimitedFrom(source), "layer " + position);
    try {
      return QGraphDecoder.layer(message);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException("layer '" + message.getName() + "': " + e.getMessage(), e);
    }
  }

  /** The parser's null says that the file ended before the message. */
  private static <T> T present(@Nullable T message, String what) {
    if (message == null) {
      throw new IllegalArgumentException(what + " is missing");
    }
    return message;
  }

  private static UserException broken(String place, String message, Exception cause) {
    UserException exception =
        new UserException(place, Code.FILE_002, message, "compile the network again");
    exception.initCause(cause);
    return exception;
  }
}
