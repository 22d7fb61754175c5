// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.proto.TensorShapeProto.Dimension;
import org.sparsil.proto.TypeProto;
import org.sparsil.proto.ValueInfoProto;
import org.sparsil.tensor.Shape;

/** Splits the declared shape of a model's input into batch axis and frame. */
final class NetworkInput {
  private static final String HINT = "export the model with a fixed input shape";

  private final String file;
  private final BatchAxis batchAxis;

  NetworkInput(String file, BatchAxis batchAxis) {
    this.file = file;
    this.batchAxis = batchAxis;
  }

  /** A symbolic batch axis counts as 1: the network is imported as it works on one frame. */
  Activation of(ValueInfoProto input) {
    String place = "%s: input '%s'".formatted(file, input.getName());
    TypeProto.Tensor tensor = input.getType().getTensorType();
    if (!input.getType().hasTensorType() || !tensor.hasShape()) {
      throw new UserException(place, Code.ONNX_003, "has no declared shape", HINT);
    }
    ElementType type = ElementType.of(tensor.getElemType(), place);
    if (type == ElementType.BOOL) {
      throw new UserException(place, Code.ONNX_002, "truth values as input are not supported");
    }
    List<Dimension> axes = tensor.getShape().getDimList();
    boolean batched =
        batchAxis == BatchAxis.FIRST
            && (axes.size() >= 2 || (axes.size() == 1 && !axes.get(0).hasDimValue()));
    List<Long> extents = new ArrayList<>();
    for (int axis = batched ? 1 : 0; axis < axes.size(); axis++) {
      if (!axes.get(axis).hasDimValue()) {
        throw new UserException(
            place,
            Code.ONNX_003,
            "axis %d ('%s') has no fixed extent".formatted(axis, axes.get(axis).getDimParam()),
            HINT);
      }
      extents.add(axes.get(axis).getDimValue());
    }
    Shape frame = MemoryBudget.shape(place, Code.ONNX_003, extents);
    LayerList.requireFrameSize(place, frame);
    Optional<Integer> batch = batched ? Optional.of(batch(place, axes.get(0))) : Optional.empty();
    LayerList.requireBatchSize(place, frame, batch.orElse(1));
    return new Activation(input.getName(), frame, batch, type, Optional.empty());
  }

  /** Some exporters write −1 or 0 for an extent that is not fixed. */
  private static int batch(String place, Dimension axis) {
    long extent = axis.getDimValue();
    if (!axis.hasDimValue() || extent == -1 || extent == 0) {
      return 1;
    }
    return MemoryBudget.shape(place, Code.ONNX_003, List.of(extent)).size();
  }
}
