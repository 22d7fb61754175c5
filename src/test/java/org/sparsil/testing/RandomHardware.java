// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.arch.HardwareOptions.LayerOptions;
import org.sparsil.arch.LineBuffer;
import org.sparsil.arch.LineBuffers;
import org.sparsil.arch.Memory;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.tensor.Window;

/** Hardware options of all kinds, from a seed, each layer with its own. */
public final class RandomHardware {
  private final Random random;

  private RandomHardware(long seed) {
    this.random = new Random(seed);
  }

  /** Options that fit the layers of a network. */
  public static HardwareOptions of(QGraph graph, long seed) {
    RandomHardware hardware = new RandomHardware(seed);
    Map<String, LayerOptions> layers = new LinkedHashMap<>();
    for (QLayer layer : graph.layers()) {
      if (layer instanceof QConv conv) {
        layers.put(layer.name(), hardware.conv(conv));
      } else if (layer instanceof QMaxPool pool) {
        layers.put(layer.name(), hardware.buffered(LayerOptions.DEFAULT, pool.window()));
      } else if (layer instanceof QAveragePool pool) {
        layers.put(layer.name(), hardware.buffered(LayerOptions.DEFAULT, pool.window()));
      } else if (layer instanceof QDense dense) {
        layers.put(layer.name(), hardware.engine(dense.outputs(), List.of(1)));
      }
    }
    return new HardwareOptions(LayerOptions.DEFAULT, layers);
  }

  private LayerOptions conv(QConv conv) {
    int taps = conv.window().taps();
    List<Integer> divisors =
        IntStream.rangeClosed(1, taps).filter(count -> taps % count == 0).boxed().toList();
    LayerOptions engine = engine(conv.outputsPerGroup(), divisors);
    int parallel = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    return buffered(engine.withRowsParallel(parallel), conv.window());
  }

  private LayerOptions engine(int outputs, List<Integer> taps) {
    LayerOptions options =
        LayerOptions.DEFAULT.with(random.nextInt(4) == 0 ? Memory.RAM : Memory.ROM);
    return switch (random.nextInt(3)) {
      case 0 -> options;
      case 1 -> options.folded(OptionalInt.empty(), OptionalInt.of(any(taps)));
      default ->
          options.folded(OptionalInt.of(1 + random.nextInt(outputs)), OptionalInt.of(any(taps)));
    };
  }

  private int any(List<Integer> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** As many buffers as it needs, up to some more than it can use, or streaming. */
  private LayerOptions buffered(LayerOptions options, Window window) {
    int needed = Math.toIntExact(LineBuffer.rowsNeeded(window, options.rowsParallel()));
    int useful = options.rowsParallel() * window.rows().stride();
    if (options.rowsParallel() == 1 && random.nextBoolean()) {
      return options.with(LineBuffers.STREAMING);
    }
    return options.with(LineBuffers.of(needed + random.nextInt(useful + 2)));
  }
}
