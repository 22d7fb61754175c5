// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.tensor.FloatTensor;

/** How far a signal is from what it should be, gathered over any number of tensors. */
public final class SignalError {
  private double signalEnergy;
  private double errorEnergy;
  private double largest;
  private long elements;

  /** Adds a tensor; both have as many elements. */
  public void add(FloatTensor expected, FloatTensor actual) {
    if (expected.size() != actual.size()) {
      throw new IllegalArgumentException(
          "%d elements expected, %d given".formatted(expected.size(), actual.size()));
    }
    for (int i = 0; i < expected.size(); i++) {
      double signal = expected.get(i);
      double error = actual.get(i) - signal;
      signalEnergy += signal * signal;
      errorEnergy += error * error;
      largest = Math.max(largest, Math.abs(error));
    }
    elements += expected.size();
  }

  public long elements() {
    return elements;
  }

  /** The root of the mean squared error. */
  public double rms() {
    return elements == 0 ? 0 : Math.sqrt(errorEnergy / elements);
  }

  /** The RMS error over the RMS signal; 0 without error, infinite for an error beside no signal. */
  public double relativeRms() {
    return errorEnergy == 0 ? 0 : Math.sqrt(errorEnergy / signalEnergy);
  }

  /** The largest error of a single element. */
  public double largest() {
    return largest;
  }
}
