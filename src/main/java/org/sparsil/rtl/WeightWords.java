// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.io.IOException;
import org.sparsil.arch.MacArray;
import org.sparsil.arch.Stage.MultiplyAccumulate;
import org.sparsil.qgraph.CodedMatrix;

/**
 * The weight memory of a layer: a word per step and fold of a window, in the order in which the
 * steps come: by groups, then channels, then taps. A word holds an entry for each tap of each
 * neuron, the first tap of neuron 0 in the low bits; a neuron without an output has zeros.
 */
final class WeightWords implements MemoryImage.Words {
  private final MultiplyAccumulate stage;
  private final CodedMatrix weights;
  private final int taps;
  private final int groupChannels;

  WeightWords(MultiplyAccumulate stage) {
    this.stage = stage;
    this.weights = stage.layer().weights();
    this.taps = stage.lines().map(lines -> lines.window().taps()).orElse(1);
    this.groupChannels = weights.columns() / taps;
  }

  @Override
  public void writeTo(HexWriter writer) throws IOException {
    int[] next = firstEntries();
    MacArray array = stage.array();
    for (int group = 0; group < stage.groups(); group++) {
      for (int channel = 0; channel < groupChannels; channel++) {
        for (int tap = 0; tap < taps; tap += array.lanes()) {
          for (int fold = 0; fold < array.folds(); fold++) {
            writeWord(writer, group, channel, tap, fold, next);
          }
        }
      }
    }
  }

  /** For each output and tap, its first surviving weight, or one of a later tap. */
  private int[] firstEntries() {
    int[] first = new int[Math.multiplyExact(weights.rows(), taps)];
    for (int output = 0; output < weights.rows(); output++) {
      int entry = weights.start(output);
      for (int tap = 0; tap < taps; tap++) {
        while (entry < weights.end(output) && weights.column(entry) < (long) tap * groupChannels) {
          entry++;
        }
        first[output * taps + tap] = entry;
      }
    }
    return first;
  }

  private void writeWord(
      HexWriter writer, int group, int channel, int firstTap, int fold, int[] next)
      throws IOException {
    int neurons = stage.array().neurons();
    int lanes = stage.array().lanes();
    int outputs = stage.outputsPerGroup();
    for (int neuron = 0; neuron < neurons; neuron++) {
      int output = fold * neurons + neuron;
      for (int tap = firstTap; tap < firstTap + lanes; tap++) {
        int code = output < outputs ? code(group * outputs + output, tap, channel, next) : 0;
        writer.put(code, stage.indexBits());
      }
    }
    writer.end();
  }

  /** The entry of a weight; moves on to the output's and tap's next surviving one. */
  private int code(int output, int tap, int channel, int[] next) {
    int place = output * taps + tap;
    int entry = next[place];
    if (entry >= weights.end(output) || weights.column(entry) != tap * groupChannels + channel) {
      return 0;
    }
    next[place] = entry + 1;
    return stage.coded() ? weights.index(entry) + (stage.hasZeros() ? 1 : 0) : weights.level(entry);
  }

  /** The codebook as the neurons read it: 0 first if any weight is pruned, then the levels. */
  void writeCodebook(HexWriter writer) throws IOException {
    if (stage.hasZeros()) {
      writer.put(0, stage.weightBits()).end();
    }
    for (int i = 0; i < weights.codebook().size(); i++) {
      writer.put(weights.codebook().level(i), stage.weightBits()).end();
    }
  }
}
