// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.sparsil.compress.cluster.Clustering;
import org.sparsil.compress.cluster.Initialization;
import org.sparsil.compress.cluster.LloydClustering;
import org.sparsil.compress.cluster.OptimalClustering;

/**
 * How a network is made, or made smaller: the data, the network, the phases of its training. The
 * same recipe gives the same network. (Numbers are boxed so that the reader notices a missing one.)
 *
 * @param name the model's name
 * @param data where the frames are, unless the caller says
 * @param network the network to begin with, unless the caller has one
 * @param roundTo given, all weights and biases are rounded to multiples of it in the end, so that
 *     people can read them
 */
public record Recipe(
    String name,
    Optional<Data> data,
    Optional<Network> network,
    Training training,
    OptionalDouble roundTo) {
  /** How many of the training frames choose the best epoch, where a recipe does not say. */
  public static final double USUAL_VALIDATION_PERCENT = 10;

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

  /**
   * A hidden layer.
   *
   * @param size the number of its outputs, of its channels if it is a convolution
   * @param kernel given, it is a convolution with a square kernel of so many rows
   * @param padding of a convolution, on each side
   * @param pool the rows and columns of the maximum pooling behind it, without overlap
   */
  public record Hidden(
      Integer size,
      ActivationName activation,
      OptionalInt kernel,
      OptionalInt padding,
      OptionalInt pool) {}

  /**
   * Adam on minibatches; each phase starts it afresh.
   *
   * @param distill who else teaches once something was pruned or shared
   */
  public record Training(
      Loss loss,
      Long seed,
      Integer batchSize,
      Double weightDecay,
      Optional<Augment> augment,
      Optional<Distill> distill,
      List<Phase> phases) {
    public Training {
      phases = List.copyOf(phases);
    }
  }

  /** Random changes of training images. */
  public record Augment(
      OptionalDouble shiftPixels,
      OptionalDouble rotateDegrees,
      OptionalDouble zoomPercent,
      Optional<Boolean> flip) {
    Augmentation toAugmentation() {
      return new Augmentation(
          shiftPixels.orElse(0),
          rotateDegrees.orElse(0),
          zoomPercent.orElse(0),
          flip.orElse(false));
    }
  }

  /**
   * Learning from a teacher.
   *
   * @param teacher a model file; without one, the network itself before anything was pruned or
   *     shared
   * @param share of the teacher in the loss, 0 to 1
   */
  public record Distill(Optional<String> teacher, Double temperature, Double share) {}

  /**
   * What is done before training goes on, and how long it goes on.
   *
   * @param prune what goes from here on
   * @param share how few values the weights of a layer may take from here on
   * @param weightBits given, weights that are not shared are integers of a scale from here on
   * @param activationBits given, the values between layers are integers of a scale from here on
   * @param biasBits given, biases are integers of a scale from here on
   */
  public record Phase(
      String name,
      Optional<Prune> prune,
      Optional<Share> share,
      OptionalInt weightBits,
      OptionalInt activationBits,
      OptionalInt biasBits,
      Integer epochs,
      Double learningRate) {
    public Phase withEpochs(int newEpochs) {
      return new Phase(
          name, prune, share, weightBits, activationBits, biasBits, newEpochs, learningRate);
    }

    /** The same with other sharing, or none. */
    public Phase withShare(Optional<Share> newShare) {
      return new Phase(
          name, prune, newShare, weightBits, activationBits, biasBits, epochs, learningRate);
    }

    /** What is done before training, in words. */
    String done() {
      List<String> done = new ArrayList<>();
      prune.ifPresent(rule -> done.add(rule.done()));
      share.ifPresent(rule -> done.add(rule.done()));
      weightBits.ifPresent(bits -> done.add("weights of %d bits".formatted(bits)));
      activationBits.ifPresent(bits -> done.add("activations of %d bits".formatted(bits)));
      biasBits.ifPresent(bits -> done.add("biases of %d bits".formatted(bits)));
      if (epochs > 0) {
        done.add("%d epochs".formatted(epochs));
      }
      return String.join("; ", done);
    }
  }

  /**
   * Which weights go; exactly one of the first four is given.
   *
   * @param percentile of the magnitudes that are alive in a layer
   * @param std times the standard deviation of a layer's weights
   * @param density of the whole network
   * @param densities by layer
   * @param over the part of the phase, from 0 to below 1, over which they go little by little; 0
   *     prunes at once
   */
  public record Prune(
      OptionalDouble percentile,
      OptionalDouble std,
      OptionalDouble density,
      Optional<Map<String, Double>> densities,
      OptionalDouble over) {
    String done() {
      List<String> done = new ArrayList<>();
      percentile.ifPresent(value -> done.add("pruned below percentile " + value));
      std.ifPresent(value -> done.add("pruned below %s standard deviations".formatted(value)));
      density.ifPresent(value -> done.add("pruned to density " + value));
      densities.ifPresent(values -> done.add("pruned to densities " + values));
      if (over.orElse(0) > 0) {
        done.add("little by little");
      }
      return String.join(" ", done);
    }
  }

  /**
   * Weight sharing.
   *
   * @param clusters values other than 0 that a layer's weights may take
   * @param init how the clusters are found
   * @param weightBits given, the values stand for integers of so many bits
   * @param digits the most signed digits of such an integer
   */
  public record Share(
      Integer clusters, Optional<Init> init, OptionalInt weightBits, OptionalInt digits) {
    public Share withClusters(int newClusters) {
      return new Share(newClusters, init, weightBits, digits);
    }

    /** The same with integers of so many signed digits; of 8 bits, if it had none. */
    public Share withDigits(int newDigits) {
      return new Share(
          clusters, init, OptionalInt.of(weightBits.orElse(8)), OptionalInt.of(newDigits));
    }

    String done() {
      String values = "%d values a layer".formatted(clusters);
      String integers =
          weightBits.isPresent() ? ", integers of %d bits".formatted(weightBits.getAsInt()) : "";
      String sums = digits.isPresent() ? " and %d signed digits".formatted(digits.getAsInt()) : "";
      return values + integers + sums;
    }
  }

  /** How clusters are found: the optimum, or Lloyd's iteration from some start. */
  public enum Init {
    OPTIMAL,
    LINEAR,
    DENSITY,
    RANDOM,
    KMEANS_PLUS_PLUS;

    public Clustering clustering(long seed) {
      return switch (this) {
        case OPTIMAL -> new OptimalClustering();
        case LINEAR -> new LloydClustering(Initialization.LINEAR, seed);
        case DENSITY -> new LloydClustering(Initialization.DENSITY, seed);
        case RANDOM -> new LloydClustering(Initialization.RANDOM, seed);
        case KMEANS_PLUS_PLUS -> new LloydClustering(Initialization.KMEANS_PLUS_PLUS, seed);
      };
    }
  }

  /** The same with another seed. */
  public Recipe withSeed(long seed) {
    return new Recipe(
        name,
        data,
        network,
        new Training(
            training.loss,
            seed,
            training.batchSize,
            training.weightDecay,
            training.augment,
            training.distill,
            training.phases),
        roundTo);
  }

  /** The same with another number of epochs in every phase. */
  public Recipe withEpochs(int epochs) {
    return withPhases(training.phases.stream().map(phase -> phase.withEpochs(epochs)).toList());
  }

  /** The same with other phases. */
  public Recipe withPhases(List<Phase> phases) {
    return new Recipe(
        name,
        data,
        network,
        new Training(
            training.loss,
            training.seed,
            training.batchSize,
            training.weightDecay,
            training.augment,
            training.distill,
            phases),
        roundTo);
  }

  /** What is wrong with it, a sentence per mistake. */
  public List<String> mistakes() {
    return new RecipeCheck().of(this);
  }

  /** Collects what is wrong. */
  private static final class RecipeCheck {
    private final List<String> mistakes = new ArrayList<>();

    List<String> of(Recipe recipe) {
      check(!recipe.name.isBlank(), "'name' is empty");
      recipe.data.ifPresent(
          data ->
              check(
                  data.validationPercent >= 0 && data.validationPercent <= 50,
                  "'validation-percent' is %s, not between 0 and 50"
                      .formatted(data.validationPercent)));
      recipe.network.ifPresent(this::network);
      training(recipe.training);
      recipe.roundTo.ifPresent(step -> check(isPositive(step), "'round-to' is " + step));
      return mistakes;
    }

    private void network(Network network) {
      check(network.inputShape.size() > 0, "'input-shape' is empty");
      network.inputShape.forEach(
          extent -> check(extent >= 1, "'input-shape' has an extent " + extent));
      check(isPositive(network.inputScale), "'input-scale' is " + network.inputScale);
      check(network.outputs >= 1, "'outputs' is " + network.outputs);
      network.hidden.forEach(
          hidden -> {
            check(hidden.size >= 1, "a hidden layer has size " + hidden.size);
            hidden.kernel.ifPresent(
                kernel -> check(kernel >= 1, "a hidden layer has kernel " + kernel));
            hidden.pool.ifPresent(pool -> check(pool >= 1, "a hidden layer has pool " + pool));
            hidden.padding.ifPresent(
                padding -> check(padding >= 0, "a hidden layer has padding " + padding));
            check(
                hidden.kernel.isPresent() || (hidden.padding.isEmpty() && hidden.pool.isEmpty()),
                "a hidden layer has padding or pool, but no kernel");
          });
      if (network.hidden.stream().noneMatch(hidden -> hidden.kernel.isPresent())) {
        sizes(network);
      }
    }

    private void sizes(Network network) {
      double inputs = 1;
      for (int extent : network.inputShape) {
        inputs *= extent;
      }
      for (int layer = 0; layer <= network.hidden.size(); layer++) {
        boolean last = layer == network.hidden.size();
        int outputs = last ? network.outputs : network.hidden.get(layer).size;
        check(
            inputs * outputs <= MOST_WEIGHTS,
            "layer %d has %.0f weights, more than the %d that training supports"
                .formatted(layer + 1, inputs * outputs, MOST_WEIGHTS));
        inputs = outputs;
      }
    }

    private void training(Training training) {
      check(training.batchSize >= 1, "'batch-size' is " + training.batchSize);
      check(
          training.weightDecay >= 0 && training.weightDecay < 1,
          "'weight-decay' is %s, not between 0 and 1".formatted(training.weightDecay));
      training.augment.ifPresent(
          augment -> {
            within("'shift-pixels'", augment.shiftPixels.orElse(0), 0, 1000);
            within("'rotate-degrees'", augment.rotateDegrees.orElse(0), 0, 180);
            within("'zoom-percent'", augment.zoomPercent.orElse(0), 0, 99);
          });
      training.distill.ifPresent(
          distill -> {
            check(isPositive(distill.temperature), "'temperature' is " + distill.temperature);
            within("'distill.share'", distill.share, 0, 1);
          });
      training.phases.forEach(this::phase);
    }

    private void phase(Phase phase) {
      String place = "phase '%s': ".formatted(phase.name);
      check(phase.epochs >= 0, place + "'epochs' is " + phase.epochs);
      check(
          isPositive(phase.learningRate) && phase.learningRate <= 1,
          place + "'learning-rate' is %s, not between 0 and 1".formatted(phase.learningRate));
      phase.weightBits.ifPresent(bits -> within(place + "'weight-bits'", bits, 2, 16));
      phase.activationBits.ifPresent(bits -> within(place + "'activation-bits'", bits, 2, 16));
      phase.biasBits.ifPresent(bits -> within(place + "'bias-bits'", bits, 2, 24));
      phase.share.ifPresent(
          share -> {
            within(place + "'clusters'", share.clusters, 1, 1 << 16);
            share.weightBits.ifPresent(bits -> within(place + "'share.weight-bits'", bits, 2, 16));
            share.digits.ifPresent(digits -> within(place + "'digits'", digits, 1, 16));
            check(
                share.digits.isEmpty() || share.weightBits.isPresent(),
                place + "'digits' needs 'weight-bits'");
          });
      phase.prune.ifPresent(prune -> prune(place, prune));
    }

    private void prune(String place, Prune prune) {
      int given =
          (prune.percentile.isPresent() ? 1 : 0)
              + (prune.std.isPresent() ? 1 : 0)
              + (prune.density.isPresent() ? 1 : 0)
              + (prune.densities.isPresent() ? 1 : 0);
      check(
          given == 1,
          place
              + "'prune' has %d of percentile, std, density, densities; exactly one is needed"
                  .formatted(given));
      prune.percentile.ifPresent(value -> within(place + "'percentile'", value, 0, 100));
      prune.std.ifPresent(value -> within(place + "'std'", value, 0, 1000));
      prune.density.ifPresent(value -> within(place + "'density'", value, 0, 1));
      prune.densities.ifPresent(
          densities ->
              densities.forEach(
                  (layer, value) ->
                      within(place + "density of '%s'".formatted(layer), value, 0, 1)));
      prune.over.ifPresent(
          over ->
              check(
                  over >= 0 && over < 1, place + "'over' is %s, not 0 to below 1".formatted(over)));
    }

    private void within(String what, double value, double low, double high) {
      check(
          value >= low && value <= high,
          "%s is %s, not %s to %s".formatted(what, text(value), text(low), text(high)));
    }

    private static String text(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e9
          ? String.format(Locale.ROOT, "%.0f", value)
          : Double.toString(value);
    }

    private static boolean isPositive(double value) {
      return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    private void check(boolean holds, String mistake) {
      if (!holds) {
        mistakes.add(mistake);
      }
    }
  }
}
