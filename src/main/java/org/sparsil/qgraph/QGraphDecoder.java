// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.List;
import org.sparsil.proto.QGraphProto;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * From the messages of {@code qgraph.proto} to records. Whatever the message holds, it ends in a
 * record that keeps its invariants, an {@link IllegalArgumentException} or an {@link
 * ArithmeticException}, and allocates no more than a small multiple of the message.
 */
final class QGraphDecoder {
  private QGraphDecoder() {}

  static QGraph.QInput input(QGraphProto.Input input) {
    return new QGraph.QInput(
        input.getName(),
        new Shape(input.getExtentsList()),
        format(input.getFormat()),
        layout(input.getLayout()));
  }

  private static QGraph.FrameLayout layout(QGraphProto.FrameLayout layout) {
    return switch (layout) {
      case FRAME_LAYOUT_CHANNELS_LAST -> QGraph.FrameLayout.CHANNELS_LAST;
      case FRAME_LAYOUT_CHANNELS_FIRST -> QGraph.FrameLayout.CHANNELS_FIRST;
      case UNRECOGNIZED -> throw new IllegalArgumentException("unknown layout of frames");
    };
  }

  static QLayer layer(QGraphProto.Layer layer) {
    String name = layer.getName();
    List<String> inputs = layer.getInputsList();
    return switch (layer.getKindCase()) {
      case DENSE -> dense(name, only(inputs), layer.getDense());
      case ELEMENTWISE ->
          new QElementwise(
              name,
              only(inputs),
              new Shape(layer.getElementwise().getExtentsList()),
              stage(layer.getElementwise().getStage()));
      case CONV -> conv(name, only(inputs), layer.getConv());
      case MAX_POOL -> maxPool(name, only(inputs), layer.getMaxPool());
      case AVERAGE_POOL -> averagePool(name, only(inputs), layer.getAveragePool());
      case ADD -> add(name, inputs, layer.getAdd());
      case CONCAT ->
          new QConcat(
              name,
              inputs,
              new Shape(layer.getConcat().getExtentsList()),
              format(layer.getConcat().getFormat()),
              new Interval(layer.getConcat().getMin(), layer.getConcat().getMax()));
      case PAD -> pad(name, only(inputs), layer.getPad());
      case GATHER -> gather(name, only(inputs), layer.getGather());
      case ARG_MAX -> new QArgMax(name, only(inputs), layer.getArgMax().getElements());
      case KIND_NOT_SET -> throw new IllegalArgumentException("it is of no known kind");
    };
  }

  private static String only(List<String> inputs) {
    requireInputs(inputs, 1);
    return inputs.get(0);
  }

  private static void requireInputs(List<String> inputs, int expected) {
    if (inputs.size() != expected) {
      throw new IllegalArgumentException(
          "it reads %d values, its kind reads %d".formatted(inputs.size(), expected));
    }
  }

  private static QDense dense(String name, String input, QGraphProto.Dense dense) {
    return new QDense(
        name,
        input,
        matrix(dense.getWeights()),
        bias(dense.getBiasList()),
        stage(dense.getStage()));
  }

  private static LongTensor bias(List<Long> list) {
    long[] bias = list.stream().mapToLong(Long::longValue).toArray();
    return LongTensor.adopt(Shape.of(bias.length), bias);
  }

  private static QConv conv(String name, String input, QGraphProto.Conv conv) {
    return new QConv(
        name,
        input,
        new Shape(conv.getImageList()),
        window(conv.getWindow()),
        conv.getGroups(),
        matrix(conv.getWeights()),
        bias(conv.getBiasList()),
        stage(conv.getStage()));
  }

  private static QMaxPool maxPool(String name, String input, QGraphProto.MaxPool pool) {
    return new QMaxPool(
        name,
        input,
        new Shape(pool.getImageList()),
        window(pool.getWindow()),
        format(pool.getFormat()),
        new Interval(pool.getMin(), pool.getMax()));
  }

  private static QAveragePool averagePool(String name, String input, QGraphProto.AveragePool pool) {
    Window.Divisor counted =
        switch (pool.getDivisor()) {
          case DIVISOR_KERNEL -> Window.Divisor.KERNEL;
          case DIVISOR_IMAGE -> Window.Divisor.IMAGE;
          case DIVISOR_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("unknown divisor of an average");
        };
    return new QAveragePool(
        name,
        input,
        new Shape(pool.getImageList()),
        window(pool.getWindow()),
        counted,
        stage(pool.getStage()));
  }

  private static QAdd add(String name, List<String> inputs, QGraphProto.Add add) {
    requireInputs(inputs, 2);
    return new QAdd(
        name,
        inputs.get(0),
        inputs.get(1),
        new Shape(add.getExtentsList()),
        rescale(add.getLeft()),
        rescale(add.getRight()),
        stage(add.getStage()));
  }

  private static Rescale rescale(QGraphProto.Rescale scale) {
    return new Rescale(
        scale.getPreShift(),
        scale.getMultiplier(),
        scale.getShift(),
        rounding(scale.getRounding()));
  }

  private static QPad pad(String name, String input, QGraphProto.Pad pad) {
    return new QPad(
        name,
        input,
        new Shape(pad.getImageList()),
        pad.getTop(),
        pad.getLeft(),
        pad.getBottom(),
        pad.getRight(),
        pad.getValue(),
        format(pad.getFormat()),
        new Interval(pad.getMin(), pad.getMax()));
  }

  private static QGather gather(String name, String input, QGraphProto.Gather gather) {
    return new QGather(
        name,
        input,
        new Shape(gather.getExtentsList()),
        gather.getStripElements(),
        gather.getLoopsList().stream()
            .map(loop -> new QGather.Loop(loop.getCount(), loop.getStride()))
            .toList(),
        format(gather.getFormat()),
        new Interval(gather.getMin(), gather.getMax()));
  }

  private static Window window(QGraphProto.Window window) {
    return new Window(axis(window.getRows()), axis(window.getColumns()));
  }

  private static Window.Axis axis(QGraphProto.Window.Axis axis) {
    return new Window.Axis(
        axis.getKernel(),
        axis.getStride(),
        axis.getDilation(),
        axis.getPadBefore(),
        axis.getPadAfter());
  }

  private static CodedMatrix matrix(QGraphProto.CodedMatrix matrix) {
    int rows = matrix.getRowSurvivorsCount();
    int entries = matrix.getColumnGapsCount();
    if (matrix.getIndicesCount() != entries) {
      throw new IllegalArgumentException(
          entries + " columns of weights, " + matrix.getIndicesCount() + " indices");
    }
    int[] starts = new int[rows + 1];
    int[] columns = new int[entries];
    char[] indices = new char[entries];
    int entry = 0;
    for (int row = 0; row < rows; row++) {
      int survivors = matrix.getRowSurvivors(row);
      if (survivors < 0 || survivors > entries - entry) {
        throw new IllegalArgumentException("more surviving weights than are stored");
      }
      int column = 0;
      for (int end = entry + survivors; entry < end; entry++) {
        column = Math.addExact(column, matrix.getColumnGaps(entry));
        columns[entry] = column++;
        indices[entry] = toChar(matrix.getIndices(entry));
      }
      starts[row + 1] = entry;
    }
    Codebook codebook = new Codebook(vector(matrix.getLevelsList()));
    return CodedMatrix.of(matrix.getColumns(), codebook, starts, columns, indices);
  }

  private static char toChar(int index) {
    if (index < 0 || index > Character.MAX_VALUE) {
      throw new IllegalArgumentException("codebook index " + Integer.toUnsignedString(index));
    }
    return (char) index;
  }

  private static OutputStage stage(QGraphProto.OutputStage stage) {
    return switch (stage.getKindCase()) {
      case REQUANTIZE -> requantize(stage.getRequantize());
      case LOOK_UP_TABLE ->
          new LookUpTable(
              requantize(stage.getLookUpTable().getIndex()),
              vector(stage.getLookUpTable().getTableList()),
              format(stage.getLookUpTable().getFormat()));
      case ACCUMULATOR -> new Accumulator(format(stage.getAccumulator().getFormat()));
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("its output stage is of no known kind");
    };
  }

  private static Requantize requantize(QGraphProto.Requantize stage) {
    return new Requantize(
        vector(stage.getMultiplierList()),
        vector(stage.getShiftList()),
        rounding(stage.getRounding()),
        format(stage.getFormat()),
        stage.getLo(),
        stage.getHi());
  }

  private static Rounding rounding(QGraphProto.Rounding rounding) {
    return switch (rounding) {
      case ROUNDING_HALF_AWAY -> Rounding.HALF_AWAY;
      case ROUNDING_HALF_UP -> Rounding.HALF_UP;
      case ROUNDING_FLOOR -> Rounding.FLOOR;
      case ROUNDING_TFLITE -> Rounding.TFLITE;
      case ROUNDING_TFLITE16 -> Rounding.TFLITE16;
      case ROUNDING_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("unknown rounding mode");
    };
  }

  private static FixedPoint format(QGraphProto.FixedPoint format) {
    return new FixedPoint(
        format.getSigned(), format.getWidthBits(), format.getScale(), format.getZeroPoint());
  }

  private static IntTensor vector(List<Integer> values) {
    int[] array = values.stream().mapToInt(Integer::intValue).toArray();
    return IntTensor.adopt(Shape.of(array.length), array);
  }
}
