// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.proto.AttributeProto;
import org.sparsil.proto.AttributeProto.AttributeType;
import org.sparsil.proto.NodeProto;
import org.sparsil.proto.TensorProto;

/**
 * An ONNX node with typed access to its attributes.
 *
 * @param name for people and for layers: the node's, else its output's, else operator and number
 * @param place for diagnostics
 */
record Node(NodeProto proto, String name, String place) {

  /**
   * A node of a file.
   *
   * @param index its position in the file
   */
  static Node of(NodeProto proto, int index, String file) {
    String name = proto.getName();
    if (name.isBlank()) {
      name = proto.getOutputCount() > 0 ? proto.getOutput(0) : "";
    }
    if (name.isBlank()) {
      name = proto.getOpType() + index;
    }
    return new Node(proto, name, "%s: node '%s'".formatted(file, name));
  }

  String operator() {
    return proto.getOpType();
  }

  /** Whether the operator is one of ONNX's own. */
  boolean isStandard() {
    return proto.getDomain().isEmpty() || proto.getDomain().equals("ai.onnx");
  }

  boolean has(String attribute) {
    return find(attribute).isPresent();
  }

  long integer(String attribute, long absent) {
    return find(attribute, AttributeType.INT).map(AttributeProto::getI).orElse(absent);
  }

  boolean flag(String attribute, boolean absent) {
    return integer(attribute, absent ? 1 : 0) != 0;
  }

  double real(String attribute, double absent) {
    double value =
        find(attribute, AttributeType.FLOAT).map(found -> (double) found.getF()).orElse(absent);
    if (Double.isNaN(value)) {
      throw new UserException(
          place, Code.ONNX_006, "attribute '%s' is not a number".formatted(attribute));
    }
    return value;
  }

  String text(String attribute, String absent) {
    return find(attribute, AttributeType.STRING)
        .map(found -> found.getS().toStringUtf8())
        .orElse(absent);
  }

  Optional<List<Long>> integers(String attribute) {
    return find(attribute, AttributeType.INTS).map(AttributeProto::getIntsList);
  }

  Optional<List<Float>> reals(String attribute) {
    return find(attribute, AttributeType.FLOATS).map(AttributeProto::getFloatsList);
  }

  Optional<TensorProto> tensor(String attribute) {
    return find(attribute, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  UserException unsupported(String message, String hint) {
    return new UserException(place, Code.ONNX_002, operator() + " " + message, hint);
  }

  UserException malformed(String message) {
    return new UserException(place, Code.ONNX_003, operator() + " " + message);
  }

  private Optional<AttributeProto> find(String name, AttributeType type) {
    Optional<AttributeProto> found = find(name);
    found.ifPresent(
        attribute -> {
          if (attribute.getType() != type) {
            throw malformed(
                "has attribute '%s' of type %s instead of %s"
                    .formatted(name, attribute.getType(), type));
          }
        });
    return found;
  }

  private Optional<AttributeProto> find(String name) {
    return proto.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }
}
