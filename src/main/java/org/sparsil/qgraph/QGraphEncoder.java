// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.proto.QGraphProto;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Window;

/** From records to the messages of {@code qgraph.proto}. */
final class QGraphEncoder {
  private QGraphEncoder() {}

  static QGraphProto.Header header(QGraph graph) {
    QGraph.QInput input = graph.input();
    return QGraphProto.Header.newBuilder()
        .setFormat(QGraphFile.FORMAT)
        .setVersion(QGraphFile.VERSION)
        .setName(graph.name())
        .setInput(
            QGraphProto.Input.newBuilder()
                .setName(input.name())
                .addAllExtents(input.shape().extents())
                .setFormat(format(input.format()))
                .setLayout(layout(input.layout())))
        .setLayers(graph.layers().size())
        .build();
  }

  static QGraphProto.Layer layer(QLayer layer) {
    return layer
        .accept(new LayerEncoder())
        .setName(layer.name())
        .addAllInputs(layer.inputs())
        .build();
  }

  private static QGraphProto.FrameLayout layout(QGraph.FrameLayout layout) {
    return switch (layout) {
      case CHANNELS_LAST -> QGraphProto.FrameLayout.FRAME_LAYOUT_CHANNELS_LAST;
      case CHANNELS_FIRST -> QGraphProto.FrameLayout.FRAME_LAYOUT_CHANNELS_FIRST;
    };
  }

  private static QGraphProto.Window window(Window window) {
    return QGraphProto.Window.newBuilder()
        .setRows(axis(window.rows()))
        .setColumns(axis(window.columns()))
        .build();
  }

  private static QGraphProto.Window.Axis axis(Window.Axis axis) {
    return QGraphProto.Window.Axis.newBuilder()
        .setKernel(axis.kernel())
        .setStride(axis.stride())
        .setDilation(axis.dilation())
        .setPadBefore(axis.padBefore())
        .setPadAfter(axis.padAfter())
        .build();
  }

  private static QGraphProto.FixedPoint format(FixedPoint format) {
    return QGraphProto.FixedPoint.newBuilder()
        .setSigned(format.signed())
        .setWidthBits(format.widthBits())
        .setScale(format.scale())
        .setZeroPoint(format.zeroPoint())
        .build();
  }

  private static QGraphProto.CodedMatrix matrix(CodedMatrix matrix) {
    QGraphProto.CodedMatrix.Builder message =
        QGraphProto.CodedMatrix.newBuilder().setColumns(matrix.columns());
    for (int level = 0; level < matrix.codebook().size(); level++) {
      message.addLevels(matrix.codebook().level(level));
    }
    for (int row = 0; row < matrix.rows(); row++) {
      message.addRowSurvivors(matrix.end(row) - matrix.start(row));
      int expected = 0;
      for (int entry = matrix.start(row); entry < matrix.end(row); entry++) {
        message.addColumnGaps(matrix.column(entry) - expected);
        message.addIndices(matrix.index(entry));
        expected = matrix.column(entry) + 1;
      }
    }
    return message.build();
  }

  private static QGraphProto.OutputStage stage(OutputStage stage) {
    return stage.accept(new StageEncoder()).build();
  }

  private static QGraphProto.Requantize requantize(Requantize stage) {
    QGraphProto.Requantize.Builder message = QGraphProto.Requantize.newBuilder();
    for (int channel = 0; channel < stage.multiplier().size(); channel++) {
      message.addMultiplier(stage.multiplier().get(channel));
      message.addShift(stage.shift().get(channel));
    }
    return message
        .setRounding(rounding(stage.rounding()))
        .setFormat(format(stage.format()))
        .setLo(stage.lo())
        .setHi(stage.hi())
        .build();
  }

  private static QGraphProto.Rounding rounding(Rounding rounding) {
    return switch (rounding) {
      case HALF_AWAY -> QGraphProto.Rounding.ROUNDING_HALF_AWAY;
      case HALF_UP -> QGraphProto.Rounding.ROUNDING_HALF_UP;
      case FLOOR -> QGraphProto.Rounding.ROUNDING_FLOOR;
      case TFLITE -> QGraphProto.Rounding.ROUNDING_TFLITE;
      case TFLITE16 -> QGraphProto.Rounding.ROUNDING_TFLITE16;
    };
  }

  private static final class LayerEncoder implements QLayer.Visitor<QGraphProto.Layer.Builder> {
    @Override
    public QGraphProto.Layer.Builder dense(QDense layer) {
      QGraphProto.Dense.Builder message =
          QGraphProto.Dense.newBuilder()
              .setWeights(matrix(layer.weights()))
              .setStage(stage(layer.stage()));
      for (int row = 0; row < layer.bias().size(); row++) {
        message.addBias(layer.bias().get(row));
      }
      return QGraphProto.Layer.newBuilder().setDense(message);
    }

    @Override
    public QGraphProto.Layer.Builder conv(QConv layer) {
      QGraphProto.Conv.Builder message =
          QGraphProto.Conv.newBuilder()
              .addAllImage(layer.image().extents())
              .setWindow(window(layer.window()))
              .setGroups(layer.groups())
              .setWeights(matrix(layer.weights()))
              .setStage(stage(layer.stage()));
      for (int row = 0; row < layer.bias().size(); row++) {
        message.addBias(layer.bias().get(row));
      }
      return QGraphProto.Layer.newBuilder().setConv(message);
    }

    @Override
    public QGraphProto.Layer.Builder maxPool(QMaxPool layer) {
      return QGraphProto.Layer.newBuilder()
          .setMaxPool(
              QGraphProto.MaxPool.newBuilder()
                  .addAllImage(layer.image().extents())
                  .setWindow(window(layer.window()))
                  .setFormat(format(layer.format()))
                  .setMin(layer.range().min())
                  .setMax(layer.range().max()));
    }

    @Override
    public QGraphProto.Layer.Builder averagePool(QAveragePool layer) {
      QGraphProto.Divisor divisor =
          switch (layer.counted()) {
            case KERNEL -> QGraphProto.Divisor.DIVISOR_KERNEL;
            case IMAGE -> QGraphProto.Divisor.DIVISOR_IMAGE;
          };
      return QGraphProto.Layer.newBuilder()
          .setAveragePool(
              QGraphProto.AveragePool.newBuilder()
                  .addAllImage(layer.image().extents())
                  .setWindow(window(layer.window()))
                  .setDivisor(divisor)
                  .setStage(stage(layer.stage())));
    }

    @Override
    public QGraphProto.Layer.Builder elementwise(QElementwise layer) {
      return QGraphProto.Layer.newBuilder()
          .setElementwise(
              QGraphProto.Elementwise.newBuilder()
                  .addAllExtents(layer.shape().extents())
                  .setStage(stage(layer.stage())));
    }

    @Override
    public QGraphProto.Layer.Builder add(QAdd layer) {
      return QGraphProto.Layer.newBuilder()
          .setAdd(
              QGraphProto.Add.newBuilder()
                  .addAllExtents(layer.shape().extents())
                  .setLeft(rescale(layer.leftScale()))
                  .setRight(rescale(layer.rightScale()))
                  .setStage(stage(layer.stage())));
    }

    private static QGraphProto.Rescale rescale(Rescale scale) {
      return QGraphProto.Rescale.newBuilder()
          .setPreShift(scale.preShift())
          .setMultiplier(scale.multiplier())
          .setShift(scale.shift())
          .setRounding(rounding(scale.rounding()))
          .build();
    }

    @Override
    public QGraphProto.Layer.Builder concat(QConcat layer) {
      return QGraphProto.Layer.newBuilder()
          .setConcat(
              QGraphProto.Concat.newBuilder()
                  .addAllExtents(layer.shape().extents())
                  .setFormat(format(layer.format()))
                  .setMin(layer.range().min())
                  .setMax(layer.range().max()));
    }

    @Override
    public QGraphProto.Layer.Builder pad(QPad layer) {
      return QGraphProto.Layer.newBuilder()
          .setPad(
              QGraphProto.Pad.newBuilder()
                  .addAllImage(layer.image().extents())
                  .setTop(layer.top())
                  .setLeft(layer.left())
                  .setBottom(layer.bottom())
                  .setRight(layer.right())
                  .setValue(layer.value())
                  .setFormat(format(layer.format()))
                  .setMin(layer.range().min())
                  .setMax(layer.range().max()));
    }

    @Override
    public QGraphProto.Layer.Builder gather(QGather layer) {
      QGraphProto.Gather.Builder message =
          QGraphProto.Gather.newBuilder()
              .addAllExtents(layer.shape().extents())
              .setStripElements(layer.stripElements())
              .setFormat(format(layer.format()))
              .setMin(layer.range().min())
              .setMax(layer.range().max());
      for (QGather.Loop loop : layer.loops()) {
        message.addLoops(
            QGraphProto.Gather.Loop.newBuilder().setCount(loop.count()).setStride(loop.stride()));
      }
      return QGraphProto.Layer.newBuilder().setGather(message);
    }

    @Override
    public QGraphProto.Layer.Builder argMax(QArgMax layer) {
      return QGraphProto.Layer.newBuilder()
          .setArgMax(QGraphProto.ArgMax.newBuilder().setElements(layer.elements()));
    }
  }

  private static final class StageEncoder
      implements OutputStage.Visitor<QGraphProto.OutputStage.Builder> {
    @Override
    public QGraphProto.OutputStage.Builder requantize(Requantize stage) {
      return QGraphProto.OutputStage.newBuilder().setRequantize(QGraphEncoder.requantize(stage));
    }

    @Override
    public QGraphProto.OutputStage.Builder lookUpTable(LookUpTable stage) {
      QGraphProto.LookUpTable.Builder message =
          QGraphProto.LookUpTable.newBuilder()
              .setIndex(QGraphEncoder.requantize(stage.index()))
              .setFormat(format(stage.format()));
      IntTensor table = stage.table();
      for (int i = 0; i < table.size(); i++) {
        message.addTable(table.get(i));
      }
      return QGraphProto.OutputStage.newBuilder().setLookUpTable(message);
    }

    @Override
    public QGraphProto.OutputStage.Builder accumulator(Accumulator stage) {
      return QGraphProto.OutputStage.newBuilder()
          .setAccumulator(QGraphProto.Accumulator.newBuilder().setFormat(format(stage.format())));
    }
  }
}
