// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

/**
 * The Adam optimizer with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019)
 * for the parameters of one tensor.
 */
final class Adam {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

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
    float rate = (float) (learningRate / (1 - powerOfBeta1));
    float correction = (float) (1 / (1 - powerOfBeta2));
    boolean decays = tensor.shape().rank() > 1 && !tensor.isShared();
    float kept = decays ? (float) (1 - learningRate * weightDecay) : 1;
    int[] used = tensor.used();
    if (used.length == parameters.length) {
      // Without indirection the loop is compiled to vector instructions.
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = moved(i, parameters[i], gradients[i], rate, correction, kept);
      }
    } else {
      for (int i : used) {
        parameters[i] = moved(i, parameters[i], gradients[i], rate, correction, kept);
      }
    }
  }

  private float moved(
      int i, float parameter, float gradient, float rate, float correction, float kept) {
    float first = flushed(BETA_1 * firstMoment[i] + (1 - BETA_1) * gradient);
    float second = flushed(BETA_2 * secondMoment[i] + (1 - BETA_2) * gradient * gradient);
    firstMoment[i] = first;
    secondMoment[i] = second;
    float change = rate * first / ((float) Math.sqrt(second * correction) + EPSILON);
    return flushed(kept * parameter - change);
  }

  private static float flushed(float value) {
    return Math.abs(value) < NEGLIGIBLE ? 0 : value;
  }
}
