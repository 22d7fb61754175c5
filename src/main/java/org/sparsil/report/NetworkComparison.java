// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.List;
import java.util.Optional;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/**
 * The float and the integer network on the same frames.
 *
 * @param floatAccuracy share of frames whose class is the label; empty without labels
 * @param integerAccuracy the same of the integer network
 * @param agreement share of frames where both say the same class
 * @param relativeError of the outputs: root of the mean squared difference over root of the mean
 *     square; empty when the output is a class
 */
public record NetworkComparison(
    int frames,
    Optional<Double> floatAccuracy,
    Optional<Double> integerAccuracy,
    double agreement,
    Optional<Double> relativeError) {

  /**
   * Compares outputs.
   *
   * @param floats one output per frame, at least one
   * @param integers the same of the integer network, in {@code format}
   * @param classes whether the outputs are class numbers
   */
  public static NetworkComparison of(
      List<FloatTensor> floats,
      List<IntTensor> integers,
      FixedPoint format,
      boolean classes,
      Optional<IntTensor> labels) {
    List<FloatTensor> reals = integers.stream().map(one -> real(one, format)).toList();
    IntTensor floatClasses = Classes.of(floats, classes);
    IntTensor integerClasses = Classes.of(reals, classes);
    return new NetworkComparison(
        floats.size(),
        labels.map(known -> Classes.agreement(floatClasses, known)),
        labels.map(known -> Classes.agreement(integerClasses, known)),
        Classes.agreement(floatClasses, integerClasses),
        classes ? Optional.empty() : Optional.of(relativeError(floats, reals)));
  }

  /** The real numbers that integers stand for. */
  public static FloatTensor real(IntTensor integers, FixedPoint format) {
    float[] values = new float[integers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (format.scale() * ((double) integers.get(i) - format.zeroPoint()));
    }
    return FloatTensor.adopt(integers.shape(), values);
  }

  private static double relativeError(List<FloatTensor> expected, List<FloatTensor> actual) {
    double error = 0;
    double power = 0;
    for (int frame = 0; frame < expected.size(); frame++) {
      for (int i = 0; i < expected.get(frame).size(); i++) {
        double value = expected.get(frame).get(i);
        double difference = actual.get(frame).get(i) - value;
        error += difference * difference;
        power += value * value;
      }
    }
    return error == 0 ? 0 : Math.sqrt(error / power);
  }

  /** A line per figure. */
  public String print() {
    StringBuilder text = new StringBuilder();
    floatAccuracy.ifPresent(
        share -> text.append("accuracy of the float network    ").append(line(share)));
    integerAccuracy.ifPresent(
        share -> text.append("accuracy of the integer network  ").append(line(share)));
    text.append("both say the same class          ").append(line(agreement));
    relativeError.ifPresent(
        share -> text.append("relative error of the outputs    ").append(line(share)));
    return text.toString();
  }

  private static String line(double share) {
    return "%9s\n".formatted(Percent.of(share, 2));
  }
}
