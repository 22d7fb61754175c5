// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.List;

/**
 * The module that joins the layers.
 *
 * @param beats beats of an input frame
 * @param fill what missing beats of a frame that ends early are filled with
 * @param layers in the order of the stream
 */
public record TopModule(
    String name,
    String model,
    Stream input,
    Stream output,
    int beats,
    int countBits,
    int fill,
    String inputShape,
    String outputShape,
    long latencyCycles,
    long intervalCycles,
    List<LayerInstance> layers,
    LayerInstance last) {
  public TopModule {
    layers = List.copyOf(layers);
  }

  /**
   * A layer's place in the top module.
   *
   * @param upstream the wire prefix of the stream that it reads
   * @param writable whether the module has ports to write its weights
   */
  public record LayerInstance(
      String id, String module, String upstream, Stream output, boolean writable, LoadPort load) {}

  /** The widths of a layer's write port; zeros where it has none. */
  public record LoadPort(int addressBits, int dataBits) {}
}
