// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.List;
import org.sparsil.arch.RowOutput;
import org.sparsil.rtl.TopModule.LoadPort;

/** The Verilog module of one layer. Each kind has a template of its name. */
public sealed interface LayerModule {
  Header header();

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
   * A layer with weights.
   *
   * @param formula what it computes, lines of a comment
   * @param engine how, one sentence without a full stop
   * @param front what brings the steps
   * @param outputs of a group
   * @param channels outputs of all groups
   * @param windows of a frame, or groups of parallel ones
   * @param parallel rows of windows at once
   * @param lanes taps per step, of each window
   * @param xBits bits of the signed multiplicand
   * @param extension what makes an input element that wide, as it stands in a concatenation
   */
  record MultiplyAccumulateModule(
      Header header,
      Stream input,
      Stream output,
      List<String> formula,
      String density,
      String engine,
      Front front,
      int outputs,
      int channels,
      int windows,
      int parallel,
      int lanes,
      int neurons,
      int folds,
      int tree,
      ControlBits bits,
      WeightMemory weights,
      int xBits,
      String extension,
      int accumulatorBits,
      String biasFile,
      OutputPath path,
      OutputFifo fifo)
      implements LayerModule {
    public MultiplyAccumulateModule {
      formula = List.copyOf(formula);
    }

    /** The port that writes weights, codebook and biases. */
    public LoadPort load() {
      return new LoadPort(
          Math.max(bits.word(), Math.max(weights.indexBits(), bits.channel())),
          Math.max(weights.wordBits(), Math.max(weights.weightBits(), accumulatorBits)));
    }

    /** Whether several taps go to the neurons at once. */
    public boolean manyTaps() {
      return lanes * parallel > 1;
    }

    public boolean manyRows() {
      return parallel > 1;
    }

    /** Bits of the taps of all windows of a step. */
    public int tapsBits() {
      return parallel * rowTapsBits();
    }

    /** ... of one window. */
    public int rowTapsBits() {
      return lanes * input.bits();
    }

    public int allTaps() {
      return parallel * lanes;
    }

    /** Bits of the multiplicands of all windows of a step. */
    public int multiplicandsBits() {
      return parallel * lanes * xBits;
    }

    public int rowMultiplicandsBits() {
      return lanes * xBits;
    }

    /** Bits of a neuron's entries in a word of the weight memory. */
    public int entriesBits() {
      return lanes * weights.indexBits();
    }
  }

  /** The widths of a control's counters. */
  record ControlBits(int neuron, int fold, int channel, int window, int word) {}

  /**
   * The memories behind a layer's weights.
   *
   * @param writable RAM with write ports rather than ROM
   * @param coded whether words hold codebook indices
   * @param words one per step and fold of a window
   * @param wordBits an entry for each tap of each neuron
   */
  record WeightMemory(
      boolean writable,
      boolean coded,
      int indexBits,
      int words,
      int wordBits,
      int weightBits,
      int levels,
      String wordsFile,
      String codebookFile) {}

  /**
   * The memory at a stage's end: 2^depthBits beats with {@code tlast}, or as many for each of
   * several rows.
   *
   * @param width bits of a beat with {@code tlast}
   * @param credits elements that may be under way or in it
   * @param rowElements elements of a row
   * @param rows of the output
   */
  record OutputFifo(
      int width, int depthBits, int credits, int creditBits, int rowElements, int rows) {
    static OutputFifo of(Stream stream) {
      return of(stream, new RowOutput(1, RowOutput.ORDINARY_BITS), 1, 1);
    }

    static OutputFifo of(Stream stream, RowOutput memory, int rowElements, int rows) {
      int credits = memory.credits();
      return new OutputFifo(
          stream.width() + 1,
          memory.depthBits(),
          credits,
          33 - Integer.numberOfLeadingZeros(credits - 1),
          rowElements,
          rows);
    }
  }

  /**
   * Pooling.
   *
   * @param formula what it computes, lines of a comment
   * @param whole whether the window is the whole image; its elements then come as they are
   * @param windows of a frame, or pixels of a whole image
   * @param sum whether elements are added up, or compared
   * @param valueBits bits of the signed largest element or sum
   */
  record PoolModule(
      Header header,
      Stream input,
      Stream output,
      List<String> formula,
      Front front,
      boolean whole,
      boolean sum,
      int zeroPoint,
      int valueBits,
      int channels,
      int channelBits,
      int windows,
      int windowBits,
      Factors factors,
      OutputPath path,
      OutputFifo fifo)
      implements LayerModule {
    public PoolModule {
      formula = List.copyOf(formula);
    }

    public int rowTapsBits() {
      return input.bits();
    }

    public int tapsBits() {
      return input.bits();
    }
  }

  /**
   * What the sum of each window is multiplied by.
   *
   * @param present whether there are any
   * @param bits of the unsigned factor
   * @param productBits of the signed product
   */
  record Factors(boolean present, int bits, int productBits, String file) {}

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

  /**
   * The sum of two streams.
   *
   * @param plain whether elements are added as they are
   * @param channelDelay cycles from an element at the door to its sum, which is when its channel is
   *     asked for
   */
  record AddModule(
      Header header,
      Operand left,
      Operand right,
      Stream output,
      boolean plain,
      int sumBits,
      int channels,
      int channelBits,
      int channelDelay,
      OutputPath path,
      OutputFifo fifo)
      implements LayerModule {}

  /**
   * An operand of a sum.
   *
   * @param name of its wires
   * @param port the prefix of its stream's ports
   * @param extension what makes an element {@code valueBits} wide, as it stands in a concatenation
   * @param valueBits bits of the signed element without its zero point
   * @param preShift zeros appended before it is rescaled
   * @param outputBits bits of the signed rescaled element
   * @param sumExtension what makes what is added as wide as the sum
   */
  record Operand(
      String name,
      String port,
      Stream input,
      String extension,
      int valueBits,
      int zeroPoint,
      int preShift,
      String mode,
      int modeNumber,
      int multiplier,
      int multiplierBits,
      int left,
      int leftBits,
      int right,
      int rightBits,
      int outputBits,
      int lo,
      int hi,
      String sumExtension) {
    public boolean shifted() {
      return preShift > 0;
    }

    public int shiftedBits() {
      return valueBits + preShift;
    }
  }

  /** Streams in turns. */
  record ConcatModule(Header header, Stream output, List<Turn> turns, int turnBits, int countBits)
      implements LayerModule {
    public ConcatModule {
      turns = List.copyOf(turns);
    }

    /** Pixels are counted by the last turn. */
    public Turn lastTurn() {
      return turns.get(turns.size() - 1);
    }
  }

  /**
   * A stream's turn.
   *
   * @param index from 0
   * @param port the prefix of its ports
   * @param lastCount the count of its last channel
   * @param next whose turn is next
   */
  record Turn(int index, String port, int channels, int lastCount, int next) {}

  /** A border around an image. */
  record PadModule(
      Header header,
      Stream input,
      Stream output,
      int rows,
      int columns,
      int channels,
      int top,
      int left,
      int bottom,
      int right,
      int value)
      implements LayerModule {}

  /** Elements in another order. */
  record GatherModule(
      Header header, Stream input, Stream output, int strip, int strips, List<Turns> loops)
      implements LayerModule {
    public GatherModule {
      loops = List.copyOf(loops);
    }
  }

  /** A loop of a gathering. */
  record Turns(int index, int count, int stride) {}

  /** The position of the largest element. */
  record ArgMaxModule(Header header, Stream input, Stream output, int elements)
      implements LayerModule {}
}
