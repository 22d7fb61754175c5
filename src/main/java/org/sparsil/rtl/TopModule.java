// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.List;

/**
 * The module that joins the layers.
 *
 * @param beats beats of an input frame
 * @param fill what missing elements of a frame that ends early are filled with
 * @param parts layers, forks and queues in the order of the streams
 * @param layers the layers among them
 * @param last the wire prefix of the stream that leaves
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
    List<TopPart> parts,
    List<LayerInstance> layers,
    String last) {
  public TopModule {
    parts = List.copyOf(parts);
    layers = List.copyOf(layers);
  }

  /** What is instantiated. Each kind has a template of its name. */
  public sealed interface TopPart {}

  /**
   * A layer's place in the top module.
   *
   * @param upstreams the streams that it reads
   * @param writable whether the module has ports to write its weights
   */
  public record LayerInstance(
      String id,
      String module,
      List<Upstream> upstreams,
      Stream output,
      boolean writable,
      LoadPort load)
      implements TopPart {
    public LayerInstance {
      upstreams = List.copyOf(upstreams);
    }
  }

  /**
   * A stream that a layer reads.
   *
   * @param port the prefix of the layer's ports
   * @param wires the prefix of the wires
   */
  public record Upstream(String port, String wires) {}

  /**
   * A stream for several readers.
   *
   * @param branches wire prefixes, the first has the low bits
   */
  public record ForkInstance(String id, String upstream, Stream stream, List<Branch> branches)
      implements TopPart {
    public ForkInstance {
      branches = List.copyOf(branches);
    }

    public int readers() {
      return branches.size();
    }
  }

  /** One of a fork's streams. */
  public record Branch(int index, String wires, String upstream, Stream stream) {}

  /** A memory in which a branch waits for the other. */
  public record QueueInstance(String id, String upstream, Stream stream, int width, int depthBits)
      implements TopPart {}

  /** The widths of a layer's write port; zeros where it has none. */
  public record LoadPort(int addressBits, int dataBits) {}
}
