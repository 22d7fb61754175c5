// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import com.google.protobuf.TextFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparsil.proto.ModelProto;

/** ONNX models from protobuf's text form, with short forms for what is long in it. */
public final class OnnxText {
  private OnnxText() {}

  /** A model of one graph; an output 'y' of unknown shape is added if the text has none. */
  public static ModelProto model(int opset, String... graphParts) {
    String parts = String.join("\n", graphParts);
    String output =
        parts.contains("output {")
            ? ""
            : "output { name: 'y' type { tensor_type { elem_type: 1 } } }";
    String text =
        "ir_version: %d opset_import { version: %d } graph { name: 'g' %s %s }"
            .formatted(opset >= 21 ? 10 : 7, opset, parts, output);
    ModelProto.Builder model = ModelProto.newBuilder();
    try {
      TextFormat.merge(text, model);
    } catch (TextFormat.ParseException e) {
      throw new AssertionError(e.getMessage() + " in\n" + text, e);
    }
    return model.build();
  }

  /** An input of element type float; extents that are not numbers are symbolic. */
  public static String input(String name, String... extents) {
    return input(name, 1, extents);
  }

  public static String input(String name, int elementType, String... extents) {
    String axes =
        Stream.of(extents)
            .map(e -> e.matches("-?[0-9]+") ? "dim_value: " + e : "dim_param: '" + e + "'")
            .map(value -> "dim { %s }".formatted(value))
            .collect(Collectors.joining(" "));
    return "input { name: '%s' type { tensor_type { elem_type: %d shape { %s } } } }"
        .formatted(name, elementType, axes);
  }

  /** {@code node("Gemm", "x w b -> y", "attribute…")}; an input '_' is absent. */
  public static String node(String operator, String values, String... attributes) {
    String[] sides = values.split("->", 2);
    return "node { op_type: '%s' %s %s %s }"
        .formatted(
            operator,
            names("input", sides[0]),
            names("output", sides[1]),
            String.join(" ", attributes));
  }

  private static String names(String field, String list) {
    return Stream.of(list.strip().split(" +", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> "%s: '%s'".formatted(field, name.equals("_") ? "" : name))
        .collect(Collectors.joining(" "));
  }

  public static String integer(String name, long value) {
    return "attribute { name: '%s' type: INT i: %d }".formatted(name, value);
  }

  public static String real(String name, double value) {
    return "attribute { name: '%s' type: FLOAT f: %s }".formatted(name, value);
  }

  public static String text(String name, String value) {
    return "attribute { name: '%s' type: STRING s: '%s' }".formatted(name, value);
  }

  public static String integers(String name, String values) {
    return "attribute { name: '%s' type: INTS ints: [%s] }".formatted(name, values);
  }

  /** A float tensor, such as {@code floats("w", "2, 2", "1, 2, 3, 4")}. */
  public static String floats(String name, String dims, String values) {
    return tensor(name, 1, dims, "float_data: [%s]".formatted(values));
  }

  public static String longs(String name, String dims, String values) {
    return tensor(name, 7, dims, "int64_data: [%s]".formatted(values));
  }

  public static String tensor(String name, int type, String dims, String data) {
    return "initializer { name: '%s' dims: [%s] data_type: %d %s }"
        .formatted(name, dims, type, data);
  }
}
