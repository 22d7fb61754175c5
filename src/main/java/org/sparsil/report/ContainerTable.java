// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.ToLongFunction;
import org.sparsil.compress.container.ContainerReport;
import org.sparsil.compress.container.ContainerReport.Bounds;
import org.sparsil.compress.container.ContainerReport.LayerSizes;

/** What each step of compression brings, as tables. */
public final class ContainerTable {
  private ContainerTable() {}

  public static String print(ContainerReport report) {
    StringJoiner text = new StringJoiner("\n");
    text.add("bits per weight after each step:\n" + stages(report, LayerSizes::weights).print());
    text.add("bits per surviving weight:\n" + stages(report, LayerSizes::survivors).print());
    text.add(
        "bits per surviving weight, and the entropy of order zero:\n" + bounds(report).print());
    text.add(biases(report).print());
    text.add(
        String.format(
            Locale.ROOT,
            "%,d bytes for %,d parameters, %.1f times fewer than the %,d of float32%n",
            report.containerBytes(),
            report.parameters(),
            report.ratio(),
            report.float32Bytes()));
    return text.toString();
  }

  private static TextTable stages(ContainerReport report, ToLongFunction<LayerSizes> count) {
    TextTable table =
        new TextTable(
            "layer", "count", "values", "float32", "pruned", "shared", "Huffman", "arithmetic");
    for (LayerSizes layer : report.layers()) {
      long each = count.applyAsLong(layer);
      table.add(
          layer.name(),
          each,
          layer.values() == 0 ? "-" : layer.values(),
          per(layer.float32Bits(), each),
          per(layer.prunedBits(), each),
          per(layer.sharedBits(), each),
          per(layer.huffmanBits(), each),
          per(layer.arithmeticBits(), each));
    }
    return table;
  }

  private static TextTable bounds(ContainerReport report) {
    TextTable table =
        new TextTable(
            "layer",
            "mask entropy",
            "arithmetic",
            "gap entropy",
            "Huffman",
            "value entropy",
            "Huffman",
            "arithmetic");
    for (LayerSizes layer : report.layers()) {
      Bounds bounds = layer.bounds();
      long each = layer.survivors();
      table.add(
          layer.name(),
          per(bounds.maskEntropyBits(), each),
          per(bounds.positionBits(), each),
          per(bounds.gapEntropyBits(), each),
          per(bounds.gapBits(), each),
          per(bounds.symbolEntropyBits(), each),
          per(bounds.symbolBits(), each),
          per(bounds.arithmeticSymbolBits(), each));
    }
    return table;
  }

  private static TextTable biases(ContainerReport report) {
    TextTable table = new TextTable("layer", "coder", "weights", "biases", "float32 biases");
    for (LayerSizes layer : report.layers()) {
      table.add(
          layer.name(),
          layer.coder().toString().toLowerCase(Locale.ROOT),
          layer.codedBits() / 8 + " bytes",
          layer.otherBits() / 8 + " bytes",
          layer.otherFloat32Bits() / 8 + " bytes");
    }
    return table.add("structure", "-", report.structureBytes() + " bytes", "-", "-");
  }

  private static String per(Optional<? extends Number> bits, long count) {
    return bits.map(known -> per(known, count)).orElse("-");
  }

  private static String per(Number bits, long count) {
    return count == 0 ? "-" : String.format(Locale.ROOT, "%.3f", bits.doubleValue() / count);
  }
}
