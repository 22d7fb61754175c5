// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a multilayer perceptron is made: the data, the network, the phases of its training. The same
 * recipe gives the same network. (Numbers are boxed so that the reader notices a missing one.)
 *
 * @param name the model's name
 * @param roundTo given, all weights and biases are rounded to multiples of it in the end, so that
 *     people can read them
 */
public record Recipe(
    String name, Data data, Network network, Training training, OptionalDouble roundTo) {
  private static final int MOST_WEIGHTS = 50_000_000;

  /**
   * The labelled frames of a recipe.
   *
   * @param train what is learned from
   * @param validationPercent how many of those frames are held back to choose the best epoch; with
   *     0 the training frames themselves choose it
   * @param test looked at once, when all is done
   */
  public record Data(Labelled train, Double validationPercent, Labelled test) {}

  /** Two files: frames and their class numbers. */
  public record Labelled(String frames, String labels) {}

  /**
   * The layers, from raw data to outputs.
   *
   * @param inputShape of one frame
   * @param inputScale what raw values are multiplied by
   * @param outputs the number of outputs, one per class; 1 tells two classes apart at 0.5
   */
  public record Network(
      List<Integer> inputShape, Double inputScale, List<Hidden> hidden, Integer outputs) {
    public Network {
      inputShape = List.copyOf(inputShape);
      hidden = List.copyOf(hidden);
    }
  }

  /** A hidden layer. */
  public record Hidden(Integer size, ActivationName activation) {}

  /** Adam on minibatches; each phase starts it afresh. */
  public record Training(
      Loss loss, Long seed, Integer batchSize, Double weightDecay, List<Phase> phases) {
    public Training {
      phases = List.copyOf(phases);
    }
  }

  /**
   * What is done before training goes on, and how long it goes on.
   *
   * @param prunePercent one number per dense layer: how many of its weights are 0 from here on
   * @param sharedValues how many values the weights of a layer may take from here on
   */
  public record Phase(
      String name,
      Optional<List<Double>> prunePercent,
      OptionalInt sharedValues,
      Integer epochs,
      Double learningRate) {}

  /** What is wrong with it, a sentence per mistake. */
  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    check(mistakes, !name.isBlank(), "'name' is empty");
    check(
        mistakes,
        data.validationPercent >= 0 && data.validationPercent <= 50,
        "'validation-percent' is %s, not between 0 and 50".formatted(data.validationPercent));
    check(mistakes, network.inputShape.size() > 0, "'input-shape' is empty");
    network.inputShape.forEach(
        extent -> check(mistakes, extent >= 1, "'input-shape' has an extent " + extent));
    checkSizes(mistakes);
    check(mistakes, isPositive(network.inputScale), "'input-scale' is " + network.inputScale);
    check(mistakes, network.outputs >= 1, "'outputs' is " + network.outputs);
    network.hidden.forEach(
        hidden -> check(mistakes, hidden.size >= 1, "a hidden layer has size " + hidden.size));
    check(mistakes, training.batchSize >= 1, "'batch-size' is " + training.batchSize);
    check(
        mistakes,
        training.weightDecay >= 0 && training.weightDecay < 1,
        "'weight-decay' is %s, not between 0 and 1".formatted(training.weightDecay));
    training.phases.forEach(phase -> checkPhase(mistakes, phase));
    roundTo.ifPresent(step -> check(mistakes, isPositive(step), "'round-to' is " + step));
    return mistakes;
  }

  private void checkSizes(List<String> mistakes) {
    double inputs = 1;
    for (int extent : network.inputShape) {
      inputs *= extent;
    }
    for (int layer = 0; layer <= network.hidden.size(); layer++) {
      boolean last = layer == network.hidden.size();
      int outputs = last ? network.outputs : network.hidden.get(layer).size;
      check(
          mistakes,
          inputs * outputs <= MOST_WEIGHTS,
          "layer %d has %.0f weights, more than the %d that training supports"
              .formatted(layer + 1, inputs * outputs, MOST_WEIGHTS));
      inputs = outputs;
    }
  }

  private void checkPhase(List<String> mistakes, Phase phase) {
    String place = "phase '%s': ".formatted(phase.name);
    check(mistakes, phase.epochs >= 0, place + "'epochs' is " + phase.epochs);
    check(
        mistakes,
        isPositive(phase.learningRate) && phase.learningRate <= 1,
        place + "'learning-rate' is %s, not between 0 and 1".formatted(phase.learningRate));
    phase.sharedValues.ifPresent(
        values -> check(mistakes, values >= 2, place + "'shared-values' is " + values));
    phase.prunePercent.ifPresent(
        percents -> {
          int layers = network.hidden.size() + 1;
          check(
              mistakes,
              percents.size() == layers,
              place + "%d pruning percents for %d layers".formatted(percents.size(), layers));
          percents.forEach(
              percent ->
                  check(
                      mistakes,
                      percent >= 0 && percent < 100,
                      place
                          + "a pruning percent is %s, not from 0 to below 100".formatted(percent)));
        });
  }

  private static boolean isPositive(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private static void check(List<String> mistakes, boolean holds, String mistake) {
    if (!holds) {
      mistakes.add(mistake);
    }
  }
}
