// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.TensorProto;

/** A serialized ONNX {@code TensorProto}, as in the test sets beside models: {@code input_0.pb}. */
final class TensorFormat {
  private TensorFormat() {}

  static NumberArray read(Path file, byte[] bytes) {
    String place = file.toString();
    try {
      TensorProto proto = TensorProto.parseFrom(bytes);
      Path folder = file.toAbsolutePath().getParent();
      ExternalData external = new ExternalData(folder == null ? file : folder);
      Value.Constant tensor =
          new TensorDecoder(external, MemoryBudget.ofHeap(Code.DATA_001)).decode(proto, place);
      return new NumberArray(place, tensor.shape(), tensor::real);
    } catch (InvalidProtocolBufferException e) {
      throw new UserException(
          place, Code.DATA_001, "not a readable ONNX tensor: it is damaged or cut short");
    }
  }
}
