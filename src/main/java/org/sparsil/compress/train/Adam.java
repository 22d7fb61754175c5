// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

/**
 * The Adam optimizer with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019)
 * for the parameters of one tensor.
 */
final class Adam {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  /**
   * Smaller magnitudes become 0: they cannot matter, and left alone a moment without gradients
   * would decay into the denormal numbers and stay there.
   */
  private static final float NEGLIGIBLE = 1e-30f;

  private final float[] firstMoment;
  private final float[] secondMoment;
  private double powerOfBeta1 = 1;
  private double powerOfBeta2 = 1;

  Adam(int parameters) {
    firstMoment = new float[parameters];
    secondMoment = new float[parameters];
  }

  /**
   * Moves the tensor's parameters against their gradient.
   *
   * @param elementGradients one per element of the tensor
   * @param weightDecay spares biases, which are few, and shared values, which many elements hold
   */
  void step(TiedTensor tensor, float[] elementGradients, double learningRate, double weightDecay) {
    float[] gradients = tensor.parameterGradients(elementGradients);
    float[] parameters = tensor.parameters();
    powerOfBeta1 *= BETA_1;
    powerOfBeta2 *= BETA_2;
    double rate = learningRate / (1 - powerOfBeta1);
    double correction = 1 / (1 - powerOfBeta2);
    boolean decays = tensor.shape().rank() > 1 && !tensor.isShared();
    double kept = decays ? 1 - learningRate * weightDecay : 1;
    for (int i = 0; i < parameters.length; i++) {
      double gradient = gradients[i];
      double first = BETA_1 * firstMoment[i] + (1 - BETA_1) * gradient;
      double second = BETA_2 * secondMoment[i] + (1 - BETA_2) * gradient * gradient;
      double change = rate * first / (Math.sqrt(second * correction) + EPSILON);
      firstMoment[i] = flushed((float) first);
      secondMoment[i] = flushed((float) second);
      parameters[i] = flushed((float) (kept * parameters[i] - change));
    }
  }

  private static float flushed(float value) {
    return Math.abs(value) < NEGLIGIBLE ? 0 : value;
  }
}
