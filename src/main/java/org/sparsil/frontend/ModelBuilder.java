// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.sparsil.proto.AttributeProto;
import org.sparsil.proto.GraphProto;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.NodeProto;
import org.sparsil.proto.OperatorSetIdProto;
import org.sparsil.proto.TensorProto;
import org.sparsil.proto.TensorProto.DataType;
import org.sparsil.proto.TensorShapeProto;
import org.sparsil.proto.TypeProto;
import org.sparsil.proto.ValueInfoProto;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Puts an ONNX model together node by node; keeps value names unique. */
final class ModelBuilder {
  /** Understood by runtimes since 2022. */
  private static final int DEFAULT_OPSET = 17;

  /** The first with 4- and 16-bit quantization. */
  static final int WIDE_QUANTIZATION_OPSET = 21;

  /** The first with average pooling of windows with gaps. */
  static final int DILATED_AVERAGE_OPSET = 19;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final UniqueNames values = new UniqueNames();
  private int opset = DEFAULT_OPSET;

  ModelBuilder(String name) {
    graph.setName(name);
  }

  /** A value name that no other value has. */
  String newValue(String wanted) {
    return values.unique(wanted);
  }

  /** Raises the version of the operators to one that has what is written. */
  void need(int version) {
    opset = Math.max(opset, version);
  }

  /** The graph's input or output: a symbolic batch axis, then the frame's. */
  static ValueInfoProto frames(String name, DataType type, Shape frame) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    frame.extents().forEach(extent -> shape.addDimBuilder().setDimValue(extent));
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  void input(ValueInfoProto input) {
    graph.addInput(input);
  }

  void output(ValueInfoProto output) {
    graph.addOutput(output);
  }

  /** Adds a node; returns its output. */
  String node(
      String operator,
      String name,
      List<String> inputs,
      String output,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** Adds a float tensor; returns its name. */
  String constant(String wanted, FloatTensor tensor) {
    ByteBuffer bytes = littleEndian(tensor.size() * (long) Float.BYTES);
    for (int i = 0; i < tensor.size(); i++) {
      bytes.putFloat(tensor.get(i));
    }
    return constant(wanted, DataType.FLOAT, tensor.shape(), bytes);
  }

  String scalar(String wanted, float value) {
    return constant(wanted, FloatTensor.of(Shape.of(), value));
  }

  /** Adds a vector of 64-bit integers; returns its name. */
  String constant(String wanted, List<Long> vector) {
    ByteBuffer bytes = littleEndian(vector.size() * (long) Long.BYTES);
    vector.forEach(bytes::putLong);
    return constant(wanted, DataType.INT64, Shape.of(vector.size()), bytes);
  }

  /** Adds a tensor of which the bytes up to the buffer's position are given; returns its name. */
  String constant(String wanted, DataType type, Shape shape, ByteBuffer bytes) {
    String name = newValue(wanted);
    TensorProto.Builder tensor = graph.addInitializerBuilder().setName(name);
    tensor.setDataType(type.getNumber());
    shape.extents().forEach(extent -> tensor.addDims(extent));
    tensor.setRawData(ByteString.copyFrom(bytes.flip()));
    return name;
  }

  static ByteBuffer littleEndian(long sizeBytes) {
    return ByteBuffer.allocate(Math.toIntExact(sizeBytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  ModelProto build() {
    return ModelProto.newBuilder()
        .setIrVersion(opset == DEFAULT_OPSET ? 8 : 10)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setProducerName("sparsil")
        .setGraph(graph)
        .build();
  }
}
