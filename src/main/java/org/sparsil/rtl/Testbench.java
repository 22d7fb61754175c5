// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.arch.Architecture;
import org.sparsil.rtl.TopModule.LayerInstance;

/**
 * The generated part of a design's bench.
 *
 * @param top the module under test
 * @param model the model's name, printable
 * @param layers the streams to watch, in order; the last one is the output
 * @param unusedInputs ports of the design that the bench holds at 0
 * @param watchdogCycles cycles without progress that count as a hang
 */
public record Testbench(
    String top,
    String model,
    int inputBits,
    List<Tap> layers,
    List<Port> unusedInputs,
    long watchdogCycles) {

  /**
   * The stream that leaves a layer.
   *
   * @param id the layer's identifier, the prefix of its wires in the top module
   * @param layer its own name, printable
   * @param beats of a frame
   */
  public record Tap(String id, String layer, int bits, int beats) {}

  /** An input port of the design. */
  public record Port(String name, int bits) {}

  public Testbench {
    layers = List.copyOf(layers);
    unusedInputs = List.copyOf(unusedInputs);
  }

  /** The bench of a network's design. */
  public static Testbench of(Design design, Architecture architecture) {
    TopModule top = design.top();
    List<Tap> taps = new ArrayList<>();
    List<Port> unused = new ArrayList<>();
    for (int i = 0; i < top.layers().size(); i++) {
      LayerInstance layer = top.layers().get(i);
      taps.add(
          new Tap(
              layer.id(),
              design.layers().get(i).header().layer(),
              layer.output().width(),
              architecture.stages().get(i).layer().shape().size() / layer.output().lanes()));
      if (layer.writable()) {
        unused.addAll(loadPorts(layer));
      }
    }
    return new Testbench(
        top.name(),
        top.model(),
        top.input().width(),
        taps,
        unused,
        // Random stalls slow a frame down several times.
        Math.addExact(10_000, Math.multiplyExact(8, top.latencyCycles())));
  }

  private static List<Port> loadPorts(LayerInstance layer) {
    return List.of(
        new Port(layer.id() + "_load_weights_we_i", 1),
        new Port(layer.id() + "_load_codebook_we_i", 1),
        new Port(layer.id() + "_load_bias_we_i", 1),
        new Port(layer.id() + "_load_address_i", layer.load().addressBits()),
        new Port(layer.id() + "_load_data_i", layer.load().dataBits()));
  }

  /** The stream that leaves the design. */
  public Tap output() {
    return layers.get(layers.size() - 1);
  }

  /** How many streams there are, the input's too. */
  public int streams() {
    return layers.size() + 1;
  }

  /** All streams but the output. */
  public List<Tap> inner() {
    return layers.subList(0, layers.size() - 1);
  }
}
