// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.tensor.IntTensor;

/**
 * A way to drive the design.
 *
 * @param stallSeed of the stalls on both sides; 0 for none
 * @param resetAt the cycle of a reset after which everything starts over
 */
public record Scenario(
    String name, List<Transfer> transfers, long stallSeed, OptionalLong resetAt) {

  /** The bench's reset at the beginning takes so many cycles. */
  private static final int FIRST_CYCLE = 3;

  /**
   * What goes over the input stream between one {@code tlast} and the next.
   *
   * @param sent the beats, the last of them with {@code tlast}
   * @param frame what the network is to make of them
   */
  record Transfer(IntTensor sent, IntTensor frame) {
    boolean wellFormed() {
      return sent.size() == frame.size();
    }
  }

  public Scenario {
    transfers = List.copyOf(transfers);
  }

  /** Frames back to back; the first one alone, so that latency and interval can be measured. */
  public static Scenario nominal(List<IntTensor> frames) {
    return new Scenario("nominal", wellFormed(frames), 0, OptionalLong.empty());
  }

  /** Random stalls on both sides. */
  public static Scenario stalls(List<IntTensor> frames, long seed) {
    return new Scenario("stalls", wellFormed(frames), seed, OptionalLong.empty());
  }

  /** A reset while the first frame comes in. */
  public static Scenario resetInFirstFrame(List<IntTensor> frames) {
    int half = frames.get(0).size() / 2;
    return new Scenario(
        "reset in first frame", wellFormed(frames), 0, OptionalLong.of(FIRST_CYCLE + 1 + half));
  }

  /** A reset while a later frame comes in and those before it are in the layers. */
  public static Scenario resetInLaterFrame(List<IntTensor> frames, CyclePrediction predicted) {
    long frame = FIRST_CYCLE + predicted.latencyCycles();
    return new Scenario(
        "reset in later frame",
        wellFormed(frames),
        0,
        OptionalLong.of(frame + predicted.intervalCycles() + predicted.intervalCycles() / 2 + 2));
  }

  /**
   * Every other frame's {@code tlast} comes early; a frame of one beat has none that could.
   *
   * @param lanes elements per beat
   */
  public static Scenario earlyTlast(
      List<IntTensor> frames, QInput input, int lanes, long stallSeed) {
    return broken(
        "early tlast",
        frames,
        stallSeed,
        frame -> early(frame, beats(frame.size() / 2, lanes), input.format().zeroPoint()));
  }

  /** Every other frame's {@code tlast} comes late. */
  public static Scenario lateTlast(List<IntTensor> frames, int lanes, long stallSeed) {
    return broken(
        "late tlast", frames, stallSeed, frame -> late(frame, beats(1 + frame.size() / 3, lanes)));
  }

  /** About so many elements, in whole beats, one at least. */
  private static int beats(int elements, int lanes) {
    return Math.max(1, elements / lanes) * lanes;
  }

  private static Scenario broken(
      String name,
      List<IntTensor> frames,
      long stallSeed,
      Function<IntTensor, Transfer> transferOf) {
    List<Transfer> transfers = wellFormed(frames);
    for (int i = 1; i < frames.size(); i += 2) {
      transfers.set(i, transferOf.apply(frames.get(i)));
    }
    return new Scenario(name, transfers, stallSeed, OptionalLong.empty());
  }

  /** The missing elements are zeros; a frame of one element cannot be early. */
  private static Transfer early(IntTensor frame, int length, int zeroPoint) {
    int[] values = frame.toArray();
    IntTensor sent = IntTensor.vector(Arrays.copyOf(values, length));
    Arrays.fill(values, sent.size(), values.length, zeroPoint);
    return new Transfer(sent, IntTensor.of(frame.shape(), values));
  }

  /** The surplus elements, taken from the frame's beginning, are dropped. */
  private static Transfer late(IntTensor frame, int surplus) {
    int[] values = frame.toArray();
    int[] sent = Arrays.copyOf(values, values.length + surplus);
    System.arraycopy(values, 0, sent, values.length, surplus);
    return new Transfer(IntTensor.vector(sent), frame);
  }

  private static List<Transfer> wellFormed(List<IntTensor> frames) {
    return frames.stream()
        .map(frame -> new Transfer(frame, frame))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Whether some {@code tlast} comes early or late. */
  boolean breaksFraming() {
    return transfers.stream().anyMatch(transfer -> !transfer.wellFormed());
  }

  /** What the bench is to be told, but where the vectors are. */
  List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "+frames=" + transfers.size(),
                "+stalls=" + (stallSeed & 0xFFFF_FFFFL),
                "+expect_frame_error=" + (breaksFraming() ? 1 : 0)));
    resetAt.ifPresent(cycle -> arguments.add("+reset_at=" + cycle));
    return arguments;
  }
}
