// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparsil.tensor.IntTensor;

/**
 * Prints the integer network for people and tests: the same network gives the same text. Small
 * matrices and tables are shown whole, of large ones only the figures.
 *
 * <pre>
 * network 'xor'
 *   x : 2 of u1(scale=1.0, zero=0)
 *   hidden = dense(x) : 2 of u8(scale=0.01, zero=0)
 *     weights 2x2, 3 survivors (75.0 %), 2 levels of s2: -1 1
 *       1 -1
 *       . 1
 *     bias 0 0
 *     accumulator s2: -1…1
 *     requantize HALF_UP · 3 / 2^1, clamp 0…255
 *   answer = argmax(hidden) : 1 of u1(scale=1.0, zero=0)
 * </pre>
 */
public final class QGraphPrinter {
  private static final int SHOWN_VALUES = 64;

  private QGraphPrinter() {}

  public static String print(QGraph graph) {
    StringBuilder text = new StringBuilder();
    text.append("network '").append(graph.name()).append("'\n");
    text.append(
        "  %s : %s of %s%s\n"
            .formatted(
                graph.input().name(),
                graph.input().shape(),
                graph.input().format(),
                layout(graph)));
    LayerPrinter printer = new LayerPrinter(graph);
    graph.layers().forEach(layer -> text.append(layer.accept(printer)));
    return text.toString();
  }

  private static String layout(QGraph graph) {
    return switch (graph.input().layout()) {
      case CHANNELS_LAST -> "";
      case CHANNELS_FIRST -> ", channels first in files";
    };
  }

  private record LayerPrinter(QGraph graph) implements QLayer.Visitor<String> {
    @Override
    public String dense(QDense layer) {
      return head(layer, "dense") + weighted(layer);
    }

    @Override
    public String conv(QConv layer) {
      String groups = layer.groups() == 1 ? "" : ", groups " + layer.groups();
      return head(layer, "conv")
          + "    window %s%s\n".formatted(layer.window(), groups)
          + weighted(layer);
    }

    @Override
    public String maxPool(QMaxPool layer) {
      return head(layer, "max_pool") + "    window %s\n".formatted(layer.window());
    }

    @Override
    public String averagePool(QAveragePool layer) {
      Interval range =
          RangeAnalysis.accumulator(
              layer, graph.range(layer.input()), graph.format(layer.input()).zeroPoint());
      return head(layer, "average_pool")
          + "    window %s over %s, divisor %d\n"
              .formatted(
                  layer.window(), layer.counted().name().toLowerCase(Locale.ROOT), layer.divisor())
          + "    accumulator s%d: %s\n".formatted(range.signedBits(), range)
          + stage(layer.stage());
    }

    private String weighted(QWeighted layer) {
      CodedMatrix weights = layer.weights();
      return "    weights %dx%d, %d survivors (%s %%), %d levels of s%d%s\n"
              .formatted(
                  weights.rows(),
                  weights.columns(),
                  weights.survivors(),
                  percent(weights),
                  weights.codebook().size(),
                  weights.codebook().widthBits(),
                  values(weights.codebook().levels()))
          + rows(weights)
          + bias(layer)
          + accumulator(layer)
          + stage(layer.stage());
    }

    @Override
    public String elementwise(QElementwise layer) {
      return head(layer, "elementwise") + stage(layer.stage());
    }

    @Override
    public String add(QAdd layer) {
      Interval range =
          RangeAnalysis.accumulator(
              layer,
              graph.range(layer.left()),
              graph.format(layer.left()).zeroPoint(),
              graph.range(layer.right()),
              graph.format(layer.right()).zeroPoint());
      return head(layer, "add")
          + "    left %s\n".formatted(rescale(layer.leftScale()))
          + "    right %s\n".formatted(rescale(layer.rightScale()))
          + "    accumulator s%d: %s\n".formatted(range.signedBits(), range)
          + stage(layer.stage());
    }

    private static String rescale(Rescale scale) {
      if (scale.equals(Rescale.IDENTITY)) {
        return "as it is";
      }
      return "%s%s · %d / 2^%d"
          .formatted(
              scale.rounding(),
              scale.preShift() == 0 ? "" : " · 2^" + scale.preShift(),
              scale.multiplier(),
              scale.shift());
    }

    @Override
    public String concat(QConcat layer) {
      return head(layer, "concat");
    }

    @Override
    public String pad(QPad layer) {
      return head(layer, "pad")
          + "    borders %d %d %d %d of %d\n"
              .formatted(layer.top(), layer.left(), layer.bottom(), layer.right(), layer.value());
    }

    @Override
    public String gather(QGather layer) {
      return head(layer, "gather")
          + layer.loops().stream()
              .map(loop -> "%d by %d".formatted(loop.count(), loop.stride()))
              .collect(
                  Collectors.joining(
                      ", ", "    from each %d elements: ".formatted(layer.stripElements()), "\n"));
    }

    @Override
    public String argMax(QArgMax layer) {
      return head(layer, "argmax");
    }

    private static String head(QLayer layer, String kind) {
      return "  %s = %s(%s) : %s of %s\n"
          .formatted(
              layer.name(), kind, String.join(", ", layer.inputs()), layer.shape(), layer.format());
    }

    private static String percent(CodedMatrix weights) {
      double all = (double) weights.rows() * weights.columns();
      return String.format(Locale.ROOT, "%.1f", all == 0 ? 0 : 100 * weights.survivors() / all);
    }

    private static String rows(CodedMatrix weights) {
      if ((long) weights.rows() * weights.columns() > SHOWN_VALUES) {
        return "";
      }
      StringBuilder text = new StringBuilder();
      for (int row = 0; row < weights.rows(); row++) {
        text.append("     ");
        int column = 0;
        for (int entry = weights.start(row); entry < weights.end(row); entry++) {
          text.append(" .".repeat(weights.column(entry) - column));
          text.append(' ').append(weights.level(entry));
          column = weights.column(entry) + 1;
        }
        text.append(" .".repeat(weights.columns() - column)).append('\n');
      }
      return text.toString();
    }

    private static String bias(QWeighted layer) {
      Interval range = Interval.of(layer.bias().get(0));
      for (int row = 1; row < layer.outputs(); row++) {
        range = range.hull(Interval.of(layer.bias().get(row)));
      }
      if (layer.outputs() > SHOWN_VALUES) {
        return "    bias s%d: %s\n".formatted(range.signedBits(), range);
      }
      return IntStream.range(0, layer.outputs())
          .mapToObj(row -> " " + layer.bias().get(row))
          .collect(Collectors.joining("", "    bias", "\n"));
    }

    private String accumulator(QWeighted layer) {
      Interval range =
          RangeAnalysis.accumulator(
              layer, graph.range(layer.input()), graph.format(layer.input()).zeroPoint());
      return "    accumulator s%d: %s\n".formatted(range.signedBits(), range);
    }

    private static String stage(OutputStage stage) {
      return "    " + stage.accept(new StagePrinter()) + "\n";
    }
  }

  private record StagePrinter() implements OutputStage.Visitor<String> {
    @Override
    public String requantize(Requantize stage) {
      return "requantize " + scaling(stage);
    }

    @Override
    public String lookUpTable(LookUpTable stage) {
      return "table of %d entries%s, index %s"
          .formatted(stage.table().size(), values(stage.table()), scaling(stage.index()));
    }

    @Override
    public String accumulator(Accumulator stage) {
      return "the accumulator itself";
    }

    private static String scaling(Requantize stage) {
      String factor =
          stage.perChannel()
              ? stage.multiplier().size() + " multipliers and shifts"
              : "· %d / 2^%d".formatted(stage.multiplierOf(0), stage.shiftOf(0));
      String zero =
          stage.format().zeroPoint() == 0 ? "" : " + (" + stage.format().zeroPoint() + ")";
      return "%s %s%s, clamp %d…%d"
          .formatted(stage.rounding(), factor, zero, stage.lo(), stage.hi());
    }
  }

  private static String values(IntTensor values) {
    if (values.size() == 0 || values.size() > SHOWN_VALUES) {
      return "";
    }
    return IntStream.range(0, values.size())
        .mapToObj(i -> " " + values.get(i))
        .collect(Collectors.joining("", ":", ""));
  }
}
