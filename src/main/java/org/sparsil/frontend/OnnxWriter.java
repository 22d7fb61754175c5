// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.sparsil.frontend.ModelBuilder.attribute;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.graph.ShapeInference;
import org.sparsil.proto.AttributeProto;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.TensorProto.DataType;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Writes a float network as an ONNX model that any runtime can run. Every layer's value keeps its
 * name; a symbolic axis {@code batch} comes in front of every frame.
 */
public final class OnnxWriter implements Layer.Visitor<String> {
  private final ModelBuilder model;
  private final Graph graph;
  private final Map<String, Shape> shapes;

  private OnnxWriter(Graph graph) {
    this.graph = graph;
    this.shapes = ShapeInference.infer(graph);
    this.model = new ModelBuilder(graph.name());
  }

  /**
   * Writes the whole file or nothing.
   *
   * @throws UserException if the file cannot be written, or the network has no ONNX form
   */
  public static void write(Graph graph, Path file) {
    ModelProto model = toModel(graph);
    Path target = file.toAbsolutePath();
    Path temporary =
        target.resolveSibling("." + target.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    try {
      Files.createDirectories(target.getParent());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
        model.writeTo(out);
      }
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException(file.toString(), Code.FILE_001, "cannot write: " + e.getMessage());
    } finally {
      temporary.toFile().delete();
    }
  }

  /** Writes the model to a stream, which stays open. */
  public static void write(Graph graph, OutputStream target) throws IOException {
    toModel(graph).writeTo(target);
  }

  static ModelProto toModel(Graph graph) {
    return new OnnxWriter(graph).build();
  }

  private ModelProto build() {
    shapes.keySet().forEach(model::newValue);
    model.input(ModelBuilder.frames(graph.input(), DataType.FLOAT, graph.inputShape()));
    graph.layers().forEach(layer -> layer.accept(this));
    String output =
        graph.output().equals(graph.input())
            ? model.node(
                "Identity", "identity", List.of(graph.input()), model.newValue(graph.input()))
            : graph.output();
    model.output(ModelBuilder.frames(output, DataType.FLOAT, shape(graph.output())));
    return model.build();
  }

  @Override
  public String dense(Layer.Dense layer) {
    String weights = new WeightWriter(model).write(layer);
    String bias = model.constant(layer.name() + ".bias", layer.bias());
    if (shape(layer.input()).rank() == 1) {
      return model.node(
          "Gemm",
          layer.name(),
          List.of(layer.input(), weights, bias),
          layer.name(),
          attribute("transB", 1));
    }
    String columns =
        model.node(
            "Transpose",
            layer.name() + ".transpose",
            List.of(weights),
            model.newValue(layer.name() + ".columns"),
            attribute("perm", List.of(1L, 0L)));
    String product =
        model.node(
            "MatMul",
            layer.name(),
            List.of(layer.input(), columns),
            model.newValue(layer.name() + ".product"));
    return model.node("Add", layer.name() + ".add", List.of(product, bias), layer.name());
  }

  @Override
  public String conv(Layer.Conv layer) {
    String weights = new WeightWriter(model).write(layer);
    String bias = model.constant(layer.name() + ".bias", layer.bias());
    return model.node(
        "Conv",
        layer.name(),
        List.of(layer.input(), weights, bias),
        layer.name(),
        window(layer.window(), attribute("group", layer.groups())));
  }

  @Override
  public String maxPool(Layer.MaxPool layer) {
    return model.node(
        "MaxPool", layer.name(), List.of(layer.input()), layer.name(), window(layer.window()));
  }

  @Override
  public String averagePool(Layer.AveragePool layer) {
    if (layer.window().rows().dilation() > 1 || layer.window().columns().dilation() > 1) {
      model.need(ModelBuilder.DILATED_AVERAGE_OPSET);
    }
    boolean includesPadding = layer.divisor() == Window.Divisor.KERNEL;
    return model.node(
        "AveragePool",
        layer.name(),
        List.of(layer.input()),
        layer.name(),
        window(layer.window(), attribute("count_include_pad", includesPadding ? 1 : 0)));
  }

  /** The attributes of a window, and others; dilations only where there are any. */
  private AttributeProto[] window(Window window, AttributeProto... others) {
    Window.Axis rows = window.rows();
    Window.Axis columns = window.columns();
    List<AttributeProto> attributes = new ArrayList<>(List.of(others));
    attributes.add(pair("kernel_shape", rows.kernel(), columns.kernel()));
    attributes.add(pair("strides", rows.stride(), columns.stride()));
    if (rows.dilation() > 1 || columns.dilation() > 1) {
      attributes.add(pair("dilations", rows.dilation(), columns.dilation()));
    }
    attributes.add(
        attribute(
            "pads",
            NodeImport.longs(
                List.of(
                    rows.padBefore(), columns.padBefore(), rows.padAfter(), columns.padAfter()))));
    return attributes.toArray(new AttributeProto[0]);
  }

  private static AttributeProto pair(String name, int rows, int columns) {
    return attribute(name, List.of((long) rows, (long) columns));
  }

  @Override
  public String affine(Layer.Affine layer) {
    String scale = alongAxis(layer, ".scale", layer.scale());
    String offset = alongAxis(layer, ".offset", layer.offset());
    String product =
        model.node(
            "Mul",
            layer.name(),
            List.of(layer.input(), scale),
            model.newValue(layer.name() + ".product"));
    return model.node("Add", layer.name() + ".add", List.of(product, offset), layer.name());
  }

  /** A constant that broadcasts along the layer's axis: its extent, then ones. */
  private String alongAxis(Layer.Affine layer, String suffix, FloatTensor values) {
    List<Integer> extents = new ArrayList<>();
    if (values.size() > 1) {
      extents.add(values.size());
      for (int axis = layer.axis() + 1; axis < shape(layer.input()).rank(); axis++) {
        extents.add(1);
      }
    }
    return model.constant(layer.name() + suffix, values.reshape(new Shape(extents)));
  }

  @Override
  public String activation(Layer.Activation layer) {
    return layer
        .function()
        .accept(new FunctionWriter(model, layer.name(), layer.input(), layer.name()));
  }

  @Override
  public String fakeQuantize(Layer.FakeQuantize layer) {
    return new FakeQuantizeWriter(model).write(layer);
  }

  @Override
  public String reshape(Layer.Reshape layer) {
    List<Long> extents = new ArrayList<>(List.of(0L)); // 0 copies the batch axis
    layer.shape().extents().forEach(extent -> extents.add(extent.longValue()));
    String shape = model.constant(layer.name() + ".shape", extents);
    return model.node("Reshape", layer.name(), List.of(layer.input(), shape), layer.name());
  }

  @Override
  public String transpose(Layer.Transpose layer) {
    List<Long> order = new ArrayList<>(List.of(0L));
    layer.permutation().forEach(axis -> order.add(axis + 1L));
    return model.node(
        "Transpose", layer.name(), List.of(layer.input()), layer.name(), attribute("perm", order));
  }

  @Override
  public String softmax(Layer.Softmax layer) {
    return model.node(
        layer.logarithm() ? "LogSoftmax" : "Softmax",
        layer.name(),
        List.of(layer.input()),
        layer.name(),
        attribute("axis", layer.axis() + 1));
  }

  /** ONNX's index is an integer; all our values are real. */
  @Override
  public String argMax(Layer.ArgMax layer) {
    String index =
        model.node(
            "ArgMax",
            layer.name(),
            List.of(layer.input()),
            model.newValue(layer.name() + ".index"),
            attribute("axis", layer.axis() + 1),
            attribute("keepdims", layer.keepAxis() ? 1 : 0),
            attribute("select_last_index", layer.selectLast() ? 1 : 0));
    return model.node(
        "Cast",
        layer.name() + ".cast",
        List.of(index),
        layer.name(),
        attribute("to", DataType.FLOAT.getNumber()));
  }

  @Override
  public String add(Add layer) {
    return model.node("Add", layer.name(), layer.inputs(), layer.name());
  }

  @Override
  public String concat(Concat layer) {
    return model.node(
        "Concat", layer.name(), layer.inputs(), layer.name(), attribute("axis", layer.axis() + 1));
  }

  @Override
  public String pad(Pad layer) {
    List<Long> pads = new ArrayList<>(List.of(0L));
    layer.before().forEach(count -> pads.add((long) count));
    pads.add(0L);
    layer.after().forEach(count -> pads.add((long) count));
    String counts = model.constant(layer.name() + ".pads", pads);
    String value = model.scalar(layer.name() + ".value", layer.value());
    return model.node("Pad", layer.name(), List.of(layer.input(), counts, value), layer.name());
  }

  @Override
  public String resize(Resize layer) {
    String scales =
        model.constant(
            layer.name() + ".scales",
            FloatTensor.vector(1, 1, layer.rowFactor(), layer.columnFactor()));
    return model.node(
        "Resize",
        layer.name(),
        List.of(layer.input(), "", scales),
        layer.name(),
        attribute("mode", "nearest"),
        attribute("coordinate_transformation_mode", "asymmetric"),
        attribute("nearest_mode", "floor"));
  }

  @Override
  public String depthToSpace(DepthToSpace layer) {
    return model.node(
        "DepthToSpace",
        layer.name(),
        List.of(layer.input()),
        layer.name(),
        attribute("blocksize", layer.block()),
        attribute("mode", layer.order().name()));
  }

  private Shape shape(String value) {
    Shape shape = shapes.get(value);
    if (shape == null) {
      throw new IllegalStateException("no value '" + value + "'");
    }
    return shape;
  }
}
