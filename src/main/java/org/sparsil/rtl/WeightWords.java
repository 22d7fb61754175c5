// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.io.IOException;
import org.sparsil.arch.Stage.SerialDense;
import org.sparsil.qgraph.CodedMatrix;

/**
 * The weight memory of a serial layer: one word per input, holding every neuron's entry, neuron 0
 * in the low bits.
 */
final class WeightWords implements MemoryImage.Words {
  private final SerialDense stage;

  WeightWords(SerialDense stage) {
    this.stage = stage;
  }

  @Override
  public void writeTo(HexWriter writer) throws IOException {
    CodedMatrix weights = stage.layer().weights();
    int outputs = weights.rows();
    int inputs = weights.columns();
    int[] next = new int[outputs];
    for (int output = 0; output < outputs; output++) {
      next[output] = weights.start(output);
    }
    for (int input = 0; input < inputs; input++) {
      for (int output = 0; output < outputs; output++) {
        int entry = next[output];
        boolean survives = entry < weights.end(output) && weights.column(entry) == input;
        writer.put(survives ? word(entry) : 0, stage.indexBits());
        next[output] += survives ? 1 : 0;
      }
      writer.end();
    }
  }

  private int word(int entry) {
    CodedMatrix weights = stage.layer().weights();
    return stage.coded() ? weights.index(entry) + (stage.hasZeros() ? 1 : 0) : weights.level(entry);
  }

  /** The codebook as the neurons read it: 0 first if any weight is pruned, then the levels. */
  void writeCodebook(HexWriter writer) throws IOException {
    if (stage.hasZeros()) {
      writer.put(0, stage.weightBits()).end();
    }
    for (int i = 0; i < stage.layer().weights().codebook().size(); i++) {
      writer.put(stage.layer().weights().codebook().level(i), stage.weightBits()).end();
    }
  }
}
