// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.sparsil.compress.train.Loss;
import org.sparsil.compress.train.Recipe;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the command line says about how to compress: a recipe of a few phases. */
final class CompressOptions {
  /** The part of a phase over which weights go, if they go gradually; the rest recovers. */
  private static final double GRADUALLY = 0.6;

  private static final double PRUNING_RATE = 1e-3;
  private static final double SHARING_RATE = 3e-4;
  private static final double WEIGHT_DECAY = 0.01;
  private static final int BATCH = 100;

  /** When weights go. */
  enum Schedule {
    ONE_SHOT,
    GRADUAL
  }

  /** As users write it. */
  static final class ScheduleConverter implements ITypeConverter<Schedule> {
    @Override
    public Schedule convert(String text) {
      return switch (text) {
        case "one-shot" -> Schedule.ONE_SHOT;
        case "gradual" -> Schedule.GRADUAL;
        default ->
            throw new TypeConversionException(
                "'%s' is neither one-shot nor gradual".formatted(text));
      };
    }
  }

  /** {@code density=0.1} and its like. */
  static final class PruneConverter implements ITypeConverter<Recipe.Prune> {
    @Override
    public Recipe.Prune convert(String text) {
      String[] parts = text.split("=", 2);
      OptionalDouble none = OptionalDouble.empty();
      try {
        OptionalDouble value =
            OptionalDouble.of(Double.parseDouble(parts.length == 2 ? parts[1] : ""));
        return switch (parts[0]) {
          case "percentile" -> new Recipe.Prune(value, none, none, Optional.empty(), none);
          case "std" -> new Recipe.Prune(none, value, none, Optional.empty(), none);
          case "density" -> new Recipe.Prune(none, none, value, Optional.empty(), none);
          default -> throw wrong(text);
        };
      } catch (NumberFormatException e) {
        throw wrong(text);
      }
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException(
          "'%s' is not percentile=Q, std=S or density=D with a number".formatted(text));
    }
  }

  @Option(
      names = "--prune",
      paramLabel = "RULE",
      converter = PruneConverter.class,
      description =
          "Which weights go: percentile=Q (the smallest Q percent of each layer), std=S (those below"
              + " S standard deviations of their layer), density=D (all but the share D of the"
              + " network's largest).")
  private Optional<Recipe.Prune> prune = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "WHEN",
      defaultValue = "one-shot",
      converter = ScheduleConverter.class,
      description =
          "When they go: one-shot, or gradual while the network learns. (default: one-shot)")
  private Schedule schedule = Schedule.ONE_SHOT;

  @Option(
      names = "--clusters",
      paramLabel = "K",
      description = "Values other than 0 that the weights of a layer may take.")
  private OptionalInt clusters = OptionalInt.empty();

  @Option(
      names = "--bits",
      paramLabel = "b",
      description = "The same by the bits of an index: 2^b values.")
  private OptionalInt bits = OptionalInt.empty();

  @Option(
      names = "--init",
      paramLabel = "START",
      description =
          "How these values are found: optimal (the least squared error there is), or k-means from"
              + " linear, density, random or kmeans++ centres. (default: optimal)")
  private Optional<String> init = Optional.empty();

  @Option(
      names = "--weight-bits",
      paramLabel = "n",
      description =
          "Weights are integers of so many bits times a scale: one scale a layer if weights are"
              + " shared, else one per output.")
  private OptionalInt weightBits = OptionalInt.empty();

  @Option(
      names = "--digits",
      paramLabel = "n",
      description =
          "The most signed digits of shared weights, so that multiplying takes n - 1 additions;"
              + " needs --weight-bits.")
  private OptionalInt digits = OptionalInt.empty();

  @Option(
      names = "--activation-bits",
      paramLabel = "n",
      description = "The values between layers are integers of so many bits times a scale.")
  private OptionalInt activationBits = OptionalInt.empty();

  @Option(
      names = "--bias-bits",
      paramLabel = "n",
      description = "Biases are integers of so many bits times a scale of their layer.")
  private OptionalInt biasBits = OptionalInt.empty();

  @Option(names = "--int8", description = "Short for --weight-bits 8 --activation-bits 8.")
  private boolean int8;

  @Option(
      names = "--fine-tune",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description =
          "Passes over the data after each step, by PyTorch, which is fetched when it is first"
              + " needed. (default: 0)")
  private int fineTune;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Of the retraining. (default: 0.001 after pruning, 0.0003 later)")
  private OptionalDouble learningRate = OptionalDouble.empty();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "4",
      description =
          "Of the answers in distillation; the higher, the more wrong answers tell. (default: 4)")
  private double temperature;

  /** The phases that the options ask for. */
  Recipe recipe(String name, long seed, boolean distills) {
    List<Recipe.Phase> phases = new ArrayList<>();
    OptionalInt none = OptionalInt.empty();
    OptionalInt weights = int8 && weightBits.isEmpty() ? OptionalInt.of(8) : weightBits;
    OptionalInt activations = int8 && activationBits.isEmpty() ? OptionalInt.of(8) : activationBits;
    OptionalInt values =
        clusters.isEmpty() && bits.isPresent() ? OptionalInt.of(1 << bits.getAsInt()) : clusters;
    prune.ifPresent(
        rule ->
            phases.add(
                phase(
                    "prune",
                    Optional.of(over(rule)),
                    Optional.empty(),
                    none,
                    none,
                    none,
                    PRUNING_RATE)));
    if (values.isPresent()) {
      Recipe.Share share =
          new Recipe.Share(values.getAsInt(), init.map(CompressOptions::init), weights, digits);
      phases.add(
          phase("share", Optional.empty(), Optional.of(share), none, none, none, SHARING_RATE));
    }
    OptionalInt ownWeights = values.isPresent() ? none : weights;
    if (ownWeights.isPresent() || activations.isPresent() || biasBits.isPresent()) {
      phases.add(
          phase(
              "quantize",
              Optional.empty(),
              Optional.empty(),
              ownWeights,
              activations,
              biasBits,
              SHARING_RATE));
    }
    if (phases.isEmpty() && fineTune > 0) {
      phases.add(
          phase("fine-tune", Optional.empty(), Optional.empty(), none, none, none, PRUNING_RATE));
    }
    return new Recipe(
        name,
        Optional.empty(),
        Optional.empty(),
        new Recipe.Training(
            Loss.CROSS_ENTROPY,
            seed,
            BATCH,
            WEIGHT_DECAY,
            Optional.empty(),
            distills
                ? Optional.of(new Recipe.Distill(Optional.empty(), temperature, 0.7))
                : Optional.empty(),
            phases),
        OptionalDouble.empty());
  }

  private Recipe.Phase phase(
      String name,
      Optional<Recipe.Prune> pruned,
      Optional<Recipe.Share> shared,
      OptionalInt ownWeightBits,
      OptionalInt ownActivationBits,
      OptionalInt ownBiasBits,
      double usualRate) {
    return new Recipe.Phase(
        name,
        pruned,
        shared,
        ownWeightBits,
        ownActivationBits,
        ownBiasBits,
        fineTune,
        learningRate.orElse(usualRate));
  }

  private Recipe.Prune over(Recipe.Prune rule) {
    return new Recipe.Prune(
        rule.percentile(),
        rule.std(),
        rule.density(),
        rule.densities(),
        schedule == Schedule.GRADUAL ? OptionalDouble.of(GRADUALLY) : OptionalDouble.empty());
  }

  private static Recipe.Init init(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return name.equals("kmeans++")
        ? Recipe.Init.KMEANS_PLUS_PLUS
        : Recipe.Init.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** What does not go together, a sentence each. */
  List<String> mistakes(boolean distills) {
    List<String> mistakes = new ArrayList<>();
    if (clusters.isPresent() && bits.isPresent()) {
      mistakes.add("--clusters and --bits both say how many values there are");
    }
    bits.ifPresent(
        b -> {
          if (b < 0 || b > 16) {
            mistakes.add("--bits is %d, not 0 to 16".formatted(b));
          }
        });
    init.ifPresent(
        text -> {
          if (!text.toLowerCase(Locale.ROOT)
              .matches("optimal|linear|density|random|kmeans\\+\\+")) {
            mistakes.add(
                "--init is '%s', not one of optimal, linear, density, random, kmeans++"
                    .formatted(text));
          }
        });
    if (fineTune < 0) {
      mistakes.add("--fine-tune is " + fineTune);
    }
    if (schedule == Schedule.GRADUAL && fineTune == 0) {
      mistakes.add("--schedule gradual prunes while the network learns: say --fine-tune EPOCHS");
    }
    if (distills && fineTune == 0) {
      mistakes.add("--distill is a way to learn: say --fine-tune EPOCHS");
    }
    return mistakes;
  }
}
