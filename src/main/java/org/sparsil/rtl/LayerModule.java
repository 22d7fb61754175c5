// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import org.sparsil.rtl.TopModule.LoadPort;

/** The Verilog module of one layer. Each kind has a template of its name. */
public sealed interface LayerModule {
  Header header();

  Stream input();

  Stream output();

  /**
   * What every layer's module says of itself.
   *
   * @param module its name, which is its file's name
   * @param id the layer's identifier, in names of wires and instances
   * @param layer the layer's own name, printable
   * @param model the model's name, printable
   * @param delayCycles from the last input beat to the last output beat
   */
  record Header(
      String module,
      String id,
      String layer,
      String model,
      long delayCycles,
      long intervalCycles) {}

  /**
   * A dense layer on the serial engine.
   *
   * @param xBits bits of the signed multiplicand
   * @param extension what makes the input element that wide, as it stands in a concatenation
   */
  record SerialDenseModule(
      Header header,
      Stream input,
      Stream output,
      int inputs,
      int outputs,
      String density,
      int addressBits,
      int outputCountBits,
      WeightMemory weights,
      int xBits,
      String extension,
      int accumulatorBits,
      String biasFile,
      OutputPath path,
      OutputFifo fifo)
      implements LayerModule {

    /** The port that writes weights, codebook and biases. */
    public LoadPort load() {
      return new LoadPort(
          Math.max(addressBits, Math.max(weights.indexBits(), outputCountBits)),
          Math.max(weights.wordBits(), Math.max(weights.weightBits(), accumulatorBits)));
    }
  }

  /**
   * The memories behind a layer's weights.
   *
   * @param writable RAM with write ports rather than ROM
   * @param coded whether words hold codebook indices
   * @param wordBits all neurons' indices for one input
   */
  record WeightMemory(
      boolean writable,
      boolean coded,
      int indexBits,
      int wordBits,
      int weightBits,
      int levels,
      String wordsFile,
      String codebookFile) {}

  /** The memory at a stage's end; holds element and {@code tlast}. */
  record OutputFifo(int width, int depthBits, int credits, int creditBits) {
    static OutputFifo of(Stream stream) {
      return new OutputFifo(stream.bits() + 1, 4, 16, 5);
    }
  }

  /**
   * An element-wise function.
   *
   * @param valueBits bits of the signed element less its zero point
   * @param extension what makes the input element that wide, as it stands in a concatenation
   */
  record ElementwiseModule(
      Header header,
      Stream input,
      Stream output,
      int channels,
      int channelBits,
      int valueBits,
      String extension,
      int zeroPoint,
      OutputPath path,
      OutputFifo fifo)
      implements LayerModule {}

  /** The position of the largest element. */
  record ArgMaxModule(Header header, Stream input, Stream output, int elements)
      implements LayerModule {}
}
