// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.proto.GraphProto;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.NodeProto;
import org.sparsil.proto.ValueInfoProto;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** ONNX Runtime as an independent opinion on what a model computes. */
public final class OnnxRuntime implements AutoCloseable {
  private final OrtSession session;

  /** Loads a model without graph optimizations, so that every value stays as the file says. */
  public OnnxRuntime(ModelProto model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = OrtEnvironment.getEnvironment().createSession(model.toByteArray(), options);
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  /** The same model with every node's every output as an output of the graph. */
  public static ModelProto withAllValues(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    List<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    for (NodeProto node : graph.getNodeList()) {
      for (String value : node.getOutputList()) {
        if (!value.isEmpty() && !outputs.contains(value)) {
          graph.addOutput(ValueInfoProto.newBuilder().setName(value));
        }
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  /** All outputs by name; integers are converted to float, and the input to what it must be. */
  public Map<String, FloatTensor> run(String input, FloatTensor tensor) {
    long[] shape = tensor.shape().extents().stream().mapToLong(Integer::longValue).toArray();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor value =
            isInt8(input)
                ? OnnxTensor.createTensor(environment, bytes(tensor), shape, OnnxJavaType.INT8)
                : OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.toArray()), shape);
        OrtSession.Result result = session.run(Map.of(input, value))) {
      Map<String, FloatTensor> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.put(output.getKey(), toFloat((OnnxTensor) output.getValue()));
      }
      return outputs;
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime fails: " + e.getMessage(), e);
    }
  }

  private boolean isInt8(String input) throws OrtException {
    NodeInfo node = requireNonNull(session.getInputInfo().get(input));
    return node.getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.INT8;
  }

  private static ByteBuffer bytes(FloatTensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(tensor.size());
    for (int i = 0; i < tensor.size(); i++) {
      bytes.put((byte) tensor.get(i));
    }
    return bytes.flip();
  }

  private static FloatTensor toFloat(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    List<Integer> extents = new ArrayList<>();
    for (long extent : info.getShape()) {
      extents.add(Math.toIntExact(extent));
    }
    Shape shape = new Shape(extents);
    ByteBuffer bytes = tensor.getByteBuffer();
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (info.type) {
            case FLOAT -> bytes.getFloat();
            case DOUBLE -> (float) bytes.getDouble();
            case INT8 -> bytes.get();
            case UINT8, BOOL -> bytes.get() & 0xff;
            case INT16 -> bytes.getShort();
            case INT32 -> bytes.getInt();
            case INT64 -> bytes.getLong();
            default -> throw new AssertionError("unexpected type " + info.type);
          };
    }
    return FloatTensor.adopt(shape, values);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }
}
