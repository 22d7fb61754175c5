// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.OperatorSetIdProto;

/** Reads an ONNX model (operator sets 6 to 21) as a float network. */
public final class OnnxReader {
  private static final long OLDEST_OPSET = 6;
  private static final long NEWEST_OPSET = 21;
  private static final String NOT_A_MODEL = "is not a readable ONNX model";

  private final Diagnostics notes;
  private final BatchAxis batchAxis;

  /**
   * A reader of models whose input counts frames along its first axis.
   *
   * @param notes gets what the user may want to know of a model that is read
   */
  public OnnxReader(Diagnostics notes) {
    this(notes, BatchAxis.FIRST);
  }

  public OnnxReader(Diagnostics notes, BatchAxis batchAxis) {
    this.notes = notes;
    this.batchAxis = batchAxis;
  }

  /**
   * Reads a model; the network is named after the file.
   *
   * @throws UserException with everything that is wrong, or not supported, with the model
   */
  public Graph read(Path file) {
    return readModel(file).graph();
  }

  ImportedModel readModel(Path file) {
    ModelProto model = parse(file);
    Path folder = file.toAbsolutePath().getParent();
    return importModel(model, file, new ExternalData(folder == null ? file : folder));
  }

  /** Imports a model that was, or might have been, read from the file. */
  ImportedModel importModel(ModelProto model, Path file, ExternalData externalData) {
    String place = file.toString();
    if (!model.hasGraph()) {
      throw new UserException(place, Code.ONNX_001, NOT_A_MODEL + ": it has no graph");
    }
    long opset = opset(model, place);
    String fileName = String.valueOf(file.getFileName());
    String name =
        fileName.endsWith(".onnx") ? fileName.substring(0, fileName.length() - 5) : fileName;
    return new ModelImport(model.getGraph(), place, opset, externalData, notes)
        .run(name, batchAxis);
  }

  private static ModelProto parse(Path file) {
    String place = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new UserException(place, Code.FILE_001, "no such file");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long size = Files.size(file);
      MemoryBudget.ofHeap(Code.ONNX_003).take(place, size);
      if (size > Integer.MAX_VALUE) {
        throw new UserException(
            place,
            Code.ONNX_001,
            "has %d bytes, an ONNX file has at most %d".formatted(size, Integer.MAX_VALUE),
            "keep large weights as external data");
      }
      return ModelProto.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new UserException(place, Code.ONNX_001, NOT_A_MODEL + ": it is damaged or cut short");
    } catch (IOException e) {
      throw new UserException(place, Code.FILE_001, "cannot read the file");
    }
  }

  private long opset(ModelProto model, String place) {
    List<Long> versions =
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
            .map(OperatorSetIdProto::getVersion)
            .toList();
    if (versions.size() != 1) {
      throw new UserException(
          place,
          Code.ONNX_001,
          NOT_A_MODEL + ": it names %d versions of ONNX's operators".formatted(versions.size()));
    }
    long version = versions.get(0);
    if (version < OLDEST_OPSET) {
      throw new UserException(
          place,
          Code.ONNX_002,
          "operator set %d is older than the oldest supported, %d".formatted(version, OLDEST_OPSET),
          "convert the model with ONNX's version converter");
    }
    if (version > NEWEST_OPSET) {
      notes.warning(
          place,
          Code.ONNX_007,
          "operator set %d is newer than the newest known, %d; it is read as that one"
              .formatted(version, NEWEST_OPSET));
    }
    return version;
  }
}
