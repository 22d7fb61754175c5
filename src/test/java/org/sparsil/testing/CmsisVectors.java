// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.RoundedDivision;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CMSIS-NN's int8 unit-test vectors as integer networks. Their offset of the weights goes into the
 * weights; their offset of the input is the negative zero point; 31 minus their shift is ours.
 */
public final class CmsisVectors {
  public static final List<String> FULLY_CONNECTED =
      List.of(
          "fully_connected",
          "fully_connected_mve_0",
          "fully_connected_mve_1",
          "fully_connected_w_zp");

  public static final List<String> CONVOLUTIONS =
      List.of(
          "conv-grouped__grouped_conv_2",
          "conv-grouped__grouped_conv_3",
          "conv__basic",
          "conv__conv_1_x_n_4",
          "conv__conv_1_x_n_5",
          "conv__conv_1_x_n_7",
          "conv__conv_1_x_n_8",
          "conv__conv_2",
          "conv__conv_2x2_dilation",
          "conv__conv_2x3_dilation",
          "conv__conv_3x2_dilation",
          "conv__conv_3x3_dilation_5x5_input",
          "conv__conv_out_activation",
          "conv__kernel1x1_stride_x_y",
          "conv__kernel1x1_stride_x_y_1",
          "conv__kernel1x1_stride_x_y_2",
          "depthwise__depthwise_2",
          "depthwise__depthwise_dilation",
          "depthwise__depthwise_kernel_3x3",
          "depthwise__depthwise_mult_batches",
          "depthwise__depthwise_null_bias_1",
          "depthwise__in_ch_one_out_ch_larger_one");

  public static final List<String> POOLS =
      List.of(
          "avgpool__avgpooling",
          "avgpool__avgpooling_4",
          "avgpool__avgpooling_5",
          "maxpool__maxpooling_2",
          "maxpool__maxpooling_3",
          "maxpool__maxpooling_5",
          "maxpool__maxpooling_7");

  public static final List<String> ADDITIONS = List.of("add__add");

  private CmsisVectors() {}

  /** The vectors of a convolution, depthwise ones too; skips the test if they are absent. */
  public static IntegerVectors convolution(String name) {
    JsonNode json = json(name);
    boolean depthwise = json.has("weights_shape_HWO");
    int[] shape =
        IntegerVectors.ints(json.get(depthwise ? "weights_shape_HWO" : "weights_shape_OHWI"));
    int outputs = shape[depthwise ? 2 : 0];
    int[] kernel = depthwise ? new int[] {shape[0], shape[1]} : new int[] {shape[1], shape[2]};
    Shape image = image(json);
    int groups = depthwise ? image.extent(2) : json.get("groups").intValue();
    int[] weights = IntegerVectors.ints(json.get("weights"));
    QConv conv =
        new QConv(
            "conv",
            "x",
            image,
            window(json, kernel, IntegerVectors.ints(json.get("dilation"))),
            groups,
            depthwise ? outputsInnermost(outputs, weights) : outputsOutermost(outputs, weights),
            bias(json, outputs),
            stage(json));
    return vectors(name, json, int8(-json.get("input_offset").intValue()), List.of(conv));
  }

  /** Weights that are stored output by output. */
  static CodedMatrix outputsOutermost(int outputs, int[] weights) {
    return CodedMatrix.ofDense(IntTensor.of(Shape.of(outputs, weights.length / outputs), weights));
  }

  /** Weights that are stored tap by tap, as those of depthwise convolutions are. */
  static CodedMatrix outputsInnermost(int outputs, int[] weights) {
    int perOutput = weights.length / outputs;
    int[] byOutput = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      byOutput[i % outputs * perOutput + i / outputs] = weights[i];
    }
    return outputsOutermost(outputs, byOutput);
  }

  /**
   * The vectors of an elementwise addition as a network of one input: its two channels are the
   * operands, and two convolutions take them apart. Skips the test if they are absent.
   */
  public static IntegerVectors add(String name) {
    JsonNode json = json(name);
    int[] left = IntegerVectors.ints(json.get("input1"));
    int[] right = IntegerVectors.ints(json.get("input2"));
    int[] clamp = IntegerVectors.ints(json.get("activation"));
    Shape pairs = Shape.of(1, left.length, 2);
    Shape one = Shape.of(1, left.length, 1);
    QAdd sum =
        new QAdd(
            "sum",
            "left",
            "right",
            one,
            rescale(json, "input1"),
            rescale(json, "input2"),
            Requantize.perTensor(
                json.get("output_mult").intValue(),
                31 - json.get("output_shift").intValue(),
                Rounding.TFLITE,
                int8(json.get("output_offset").intValue()),
                clamp[0],
                clamp[1]));
    QGraph graph =
        new QGraph(
            name,
            new QGraph.QInput("x", pairs, int8(0)),
            List.of(
                channel("left", pairs, 0, int8(-json.get("input1_offset").intValue())),
                channel("right", pairs, 1, int8(-json.get("input2_offset").intValue())),
                sum));
    int[] frame = new int[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      frame[2 * i] = left[i];
      frame[2 * i + 1] = right[i];
    }
    return new IntegerVectors(
        graph,
        List.of(IntTensor.of(pairs, frame)),
        List.of(IntTensor.of(one, IntegerVectors.ints(json.get("output")))));
  }

  private static Rescale rescale(JsonNode json, String operand) {
    return new Rescale(
        json.get("left_shift").intValue(),
        json.get(operand + "_mult").intValue(),
        31 - json.get(operand + "_shift").intValue(),
        Rounding.TFLITE);
  }

  /** One of two channels, unchanged, as a value of the format; the zero point is not added. */
  private static QConv channel(String name, Shape pairs, int channel, FixedPoint format) {
    return new QConv(
        name,
        "x",
        pairs,
        Window.of(1, 1),
        1,
        outputsOutermost(1, new int[] {1 - channel, channel}),
        LongTensor.vector(-format.zeroPoint()),
        Requantize.perTensor(1, 0, Rounding.HALF_UP, format, format.min(), format.max()));
  }

  /** The vectors of a pooling layer; skips the test if they are absent. */
  public static IntegerVectors pool(String name) {
    JsonNode json = json(name);
    Shape image = image(json);
    Window window = window(json, IntegerVectors.ints(json.get("kernel")), new int[] {1, 1});
    int[] clamp = IntegerVectors.ints(json.get("activation"));
    FixedPoint format = int8(0);
    if (json.get("kind").asString().equals("avgpool")) {
      QAveragePool pool = averagePool("pool", "x", image, window, format, clamp[0], clamp[1]);
      return vectors(name, json, format, List.of(pool));
    }
    QMaxPool pool = new QMaxPool("pool", "x", image, window, format, format.range());
    QElementwise clamped =
        new QElementwise(
            "clamp",
            "pool",
            pool.shape(),
            Requantize.perTensor(1, 0, Rounding.HALF_UP, format, clamp[0], clamp[1]));
    return vectors(name, json, format, List.of(pool, clamped));
  }

  /** Their average: over what is within the image, ties away from zero. */
  static QAveragePool averagePool(
      String name, String input, Shape image, Window window, FixedPoint format, int lo, int hi) {
    QAveragePool open =
        new QAveragePool(
            name,
            input,
            image,
            window,
            Window.Divisor.IMAGE,
            new Accumulator(new FixedPoint(true, 32, 1, 0)));
    Interval sums = RangeAnalysis.accumulator(open, format.range(), format.zeroPoint());
    return new QAveragePool(
        name,
        input,
        image,
        window,
        Window.Divisor.IMAGE,
        RoundedDivision.by(open.divisor(), sums, format, lo, hi));
  }

  private static IntegerVectors vectors(
      String name, JsonNode json, FixedPoint format, List<QLayer> layers) {
    Shape image = image(json);
    QGraph graph = new QGraph(name, new QGraph.QInput("x", image, format), layers);
    return new IntegerVectors(
        graph,
        reshaped(IntegerVectors.split(IntegerVectors.ints(json.get("input")), image.size()), image),
        reshaped(
            IntegerVectors.split(
                IntegerVectors.ints(json.get("output")), graph.output().shape().size()),
            graph.output().shape()));
  }

  private static List<IntTensor> reshaped(List<IntTensor> frames, Shape shape) {
    return frames.stream().map(frame -> frame.reshape(shape)).toList();
  }

  private static JsonNode json(String name) {
    Path file = SharedData.require("int8-vectors/" + name + ".json");
    return JsonMapper.shared().readTree(file.toFile());
  }

  /** Rows, columns, channels. */
  private static Shape image(JsonNode json) {
    int[] shape = IntegerVectors.ints(json.get("input_shape"));
    return Shape.of(shape[1], shape[2], shape[3]);
  }

  /** They say the padding in front; behind there is as much as their output needs. */
  private static Window window(JsonNode json, int[] kernel, int[] dilation) {
    Window.Axis[] axes = new Window.Axis[2];
    for (int axis = 0; axis < 2; axis++) {
      axes[axis] =
          axis(
              kernel[axis],
              json.get("stride").get(axis).intValue(),
              dilation[axis],
              json.get("pad_top_left").get(axis).intValue(),
              image(json).extent(axis),
              json.get("output_hw").get(axis).intValue());
    }
    return new Window(axes[0], axes[1]);
  }

  static Window.Axis axis(
      int kernel, int stride, int dilation, int before, int extent, int outputs) {
    int after = (outputs - 1) * stride + dilation * (kernel - 1) + 1 - before - extent;
    return new Window.Axis(kernel, stride, dilation, before, Math.max(0, after));
  }

  /** The vectors of a fully-connected layer; skips the test if they are absent. */
  public static IntegerVectors fullyConnected(String name) {
    Path file = SharedData.require("int8-vectors/fc__" + name + ".json");
    JsonNode json = JsonMapper.shared().readTree(file.toFile());
    int outputs = json.get("weights_shape_OI").get(0).intValue();
    int inputs = json.get("weights_shape_OI").get(1).intValue();
    QGraph graph =
        new QGraph(
            name,
            new QGraph.QInput("x", Shape.of(inputs), int8(-json.get("input_offset").intValue())),
            List.of(
                new QDense(
                    "fc", "x", weights(json, outputs, inputs), bias(json, outputs), stage(json))));
    return new IntegerVectors(
        graph,
        IntegerVectors.split(IntegerVectors.ints(json.get("input")), inputs),
        IntegerVectors.split(IntegerVectors.ints(json.get("output")), outputs));
  }

  private static CodedMatrix weights(JsonNode json, int outputs, int inputs) {
    int offset = json.get("filter_offset").intValue();
    int[] weights =
        Arrays.stream(IntegerVectors.ints(json.get("weights"))).map(w -> w + offset).toArray();
    return CodedMatrix.ofDense(IntTensor.of(Shape.of(outputs, inputs), weights));
  }

  private static LongTensor bias(JsonNode json, int outputs) {
    JsonNode bias = json.get("bias");
    long[] values =
        bias.isNull()
            ? new long[outputs]
            : Arrays.stream(IntegerVectors.ints(bias)).asLongStream().toArray();
    return LongTensor.vector(values);
  }

  private static Requantize stage(JsonNode json) {
    int[] clamp = IntegerVectors.ints(json.get("activation"));
    int[] shift =
        Arrays.stream(IntegerVectors.ints(json.get("shift"))).map(theirs -> 31 - theirs).toArray();
    return new Requantize(
        IntTensor.vector(IntegerVectors.ints(json.get("multiplier"))),
        IntTensor.vector(shift),
        Rounding.TFLITE,
        int8(json.get("output_offset").intValue()),
        clamp[0],
        clamp[1]);
  }

  static FixedPoint int8(int zeroPoint) {
    return new FixedPoint(true, 8, 1, zeroPoint);
  }
}
