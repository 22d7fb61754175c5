// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.compress.QuantizeActivations;
import org.sparsil.compress.cluster.OptimalClustering;
import org.sparsil.compress.cluster.ShareWeights;
import org.sparsil.compress.prune.PruneLayersToDensity;
import org.sparsil.compress.prune.SparsityMasks;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

class TrainerTest {
  private static final Dataset XOR =
      new Dataset(
          List.of(
              FloatTensor.vector(0, 0),
              FloatTensor.vector(0, 1),
              FloatTensor.vector(1, 0),
              FloatTensor.vector(1, 1)),
          Optional.of(IntTensor.vector(0, 1, 1, 0)));

  @Test
  void a_missing_engine_is_named_with_what_to_do() {
    assumeFalse(Trainer.isPossible(), "skipped: the training engine is present");

    assertThatThrownBy(() -> new Trainer(TrainingProgress.SILENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("[TRAIN-001]")
        .hasMessageContaining("hint: './sparsil train' and 'mvn -P train' fetch it once");
  }

  @ParameterizedTest
  @EnumSource(ActivationName.class)
  void an_exclusive_or_is_learned(ActivationName activation) {
    Graph untrained = mlp(Shape.of(2), activation, 8, 2).untrained(5);

    Score score = train(TrainableNetwork.of(untrained), XOR, Loss.CROSS_ENTROPY, 300);

    assertThat(score.correct()).isEqualTo(4);
  }

  @Test
  void a_network_of_one_output_tells_two_classes_apart() {
    Graph untrained = mlp(Shape.of(2), ActivationName.TANH, 6, 1).untrained(3);

    Score score = train(TrainableNetwork.of(untrained), XOR, Loss.MEAN_SQUARED_ERROR, 300);

    assertThat(score.correct()).isEqualTo(4);
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    Graph untrained = mlp(Shape.of(3, 3), ActivationName.RELU, 12, 4).untrained(1);
    Dataset data = blobs(200, 11);

    Graph[] graphs = new Graph[2];
    for (int run = 0; run < 2; run++) {
      TrainableNetwork network = TrainableNetwork.of(untrained);
      train(network, data, Loss.CROSS_ENTROPY, 3);
      graphs[run] = network.toGraph();
    }

    assertThat(graphs[0]).isEqualTo(graphs[1]).isNotEqualTo(untrained);
  }

  @Test
  void pruned_and_shared_weights_stay_so_while_the_network_learns() {
    Dataset data = blobs(400, 12);
    TrainableNetwork network =
        TrainableNetwork.of(mlp(Shape.of(3, 3), ActivationName.RELU, 12, 4).untrained(2));
    train(network, data, Loss.CROSS_ENTROPY, 10);
    TrainableNetwork pruned =
        network.prune(new PruneLayersToDensity(Map.of("fc1", 0.5)).masks(network.toGraph()));
    TrainableNetwork small =
        pruned.share(
            new ShareWeights(layer -> layer.equals("fc1") ? 4 : 0, new OptimalClustering())
                .apply(pruned.toGraph()));
    Set<Float> before = weights(small, "fc1");

    Score score = train(small, data, Loss.CROSS_ENTROPY, 10);

    Set<Float> after = weights(small, "fc1");
    assertThat(after).hasSizeLessThanOrEqualTo(5).contains(0f).isNotEqualTo(before);
    assertThat(zeros(small, "fc1")).isEqualTo(54);
    assertThat(score.accuracy()).isGreaterThan(0.9);
  }

  @Test
  void a_network_is_pruned_little_by_little_to_just_the_density_that_was_asked_for() {
    Dataset data = blobs(400, 12);
    Graph start = mlp(Shape.of(3, 3), ActivationName.RELU, 12, 4).untrained(2);
    List<Long> survivors = new ArrayList<>();
    TrainingOptions options = options(Loss.CROSS_ENTROPY, 10);
    PruningPlan plan = PruningPlan.wholeNetwork(1, 0.25, 150);

    Trainer.Trained trained;
    try (Trainer trainer = trainer()) {
      trained = trainer.train(TrainableNetwork.of(start), data, data, options.withPruning(plan));
    }
    for (int step = 0; step <= 150; step += 50) {
      survivors.add(plan.ruleAt(step).masks(start).survivors());
    }

    long all = 9 * 12 + 12 * 4;
    assertThat(survivors)
        .startsWith(all)
        .endsWith(all / 4)
        .isSortedAccordingTo((a, b) -> -a.compareTo(b));
    assertThat(SparsityMasks.ofNonZero(trained.network().toGraph()).survivors()).isEqualTo(all / 4);
    assertThat(trained.validation().accuracy()).isGreaterThan(0.8);
  }

  @Test
  void a_student_learns_from_its_teacher_alone() {
    Dataset data = blobs(400, 12);
    Graph teacher = mlp(Shape.of(3, 3), ActivationName.RELU, 12, 4).untrained(2);
    TrainableNetwork taught = TrainableNetwork.of(teacher);
    train(taught, data, Loss.CROSS_ENTROPY, 10);
    Dataset wrongLabels =
        new Dataset(data.frames(), Optional.of(IntTensor.vector(new int[data.size()])));
    TrainableNetwork student =
        TrainableNetwork.of(mlp(Shape.of(3, 3), ActivationName.TANH, 8, 4).untrained(9));

    try (Trainer trainer = trainer()) {
      TrainingOptions options =
          options(Loss.CROSS_ENTROPY, 15).withTeacher(new Teacher(taught.toGraph(), 2, 1));
      Score score = trainer.train(student, wrongLabels, data, options).validation();
      assertThat(score.accuracy()).isGreaterThan(0.9);
    }
  }

  @Test
  void rounded_activations_are_trained_as_the_reference_computes_them() {
    Dataset data = blobs(400, 12);
    TrainableNetwork network =
        TrainableNetwork.of(mlp(Shape.of(3, 3), ActivationName.TANH, 12, 4).untrained(2));
    train(network, data, Loss.CROSS_ENTROPY, 5);
    Graph rounded = new QuantizeActivations(3, data.frames()).apply(network.toGraph());
    TrainableNetwork coarse = network.in(rounded);

    Score before = Evaluation.of(rounded, data);
    Score after = train(coarse, data, Loss.CROSS_ENTROPY, 10);

    assertThat(after.loss()).isLessThan(before.loss());
    Score reference = Evaluation.of(coarse.toGraph(), data);
    assertThat(reference.correct()).isEqualTo(after.correct());
    assertThat(reference.loss()).isCloseTo(after.loss(), withinPercentage(0.1));
  }

  @Test
  void the_best_checkpoint_is_kept_when_training_only_harms() {
    Dataset data = blobs(200, 13);
    TrainableNetwork network =
        TrainableNetwork.of(mlp(Shape.of(3, 3), ActivationName.RELU, 12, 4).untrained(2));
    Score good = train(network, data, Loss.CROSS_ENTROPY, 20);
    Graph before = network.toGraph();
    int[] wrong = new int[data.size()];
    Dataset misleading = new Dataset(data.frames(), Optional.of(IntTensor.vector(wrong)));

    try (Trainer trainer = trainer()) {
      Score kept =
          trainer.train(network, misleading, data, options(Loss.CROSS_ENTROPY, 3)).validation();
      assertThat(kept).isEqualTo(good);
    }
    assertThat(network.toGraph()).isEqualTo(before);
  }

  @Test
  void training_that_diverges_leaves_the_last_good_weights() {
    List<FloatTensor> frames =
        XOR.frames().stream()
            .map(frame -> FloatTensor.vector(1e30f * frame.get(0) + 1e30f, 1e30f * frame.get(1)))
            .toList();
    Dataset huge = new Dataset(frames, XOR.labels());
    TrainableNetwork network =
        TrainableNetwork.of(mlp(Shape.of(2), ActivationName.RELU, 8, 2).untrained(4));

    train(network, huge, Loss.MEAN_SQUARED_ERROR, 5);

    for (TiedTensor tensor : network.tensors().values()) {
      for (float value : tensor.parameters()) {
        assertThat(value).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void gradients_foretell_how_the_loss_changes(ActivationFunction function) {
    Dataset data = blobs(64, 14);
    Graph graph = mlp(Shape.of(3, 3), 0.3, function, 10, 4).untrained(6);
    for (Loss loss : Loss.values()) {
      try (Trainer trainer = trainer()) {
        TrainableNetwork network = TrainableNetwork.of(graph);
        int[] order = IntStream.range(0, data.size()).toArray();
        Map<String, float[]> gradients =
            trainer
                .gradients(network, Batch.of(data, order, 0, data.size()), loss, Optional.empty())
                .tensors();
        double foretold = moveAlong(network, gradients, 0);
        double step = 0.002;
        moveAlong(network, gradients, -step);
        double before = trainer.evaluate(network, data, loss).loss();
        moveAlong(network, gradients, 2 * step);
        double after = trainer.evaluate(network, data, loss).loss();

        assertThat((after - before) / (2 * step))
            .as("%s, %s", loss, function)
            .isCloseTo(foretold, withinPercentage(3));
      }
    }
  }

  static List<ActivationFunction> functions() {
    return List.of(
        new ActivationFunction.Relu(),
        new ActivationFunction.LeakyRelu(0.1),
        new ActivationFunction.Clip(-0.5, 2),
        new ActivationFunction.Clip(Double.NEGATIVE_INFINITY, 1),
        new ActivationFunction.Sigmoid(),
        new ActivationFunction.Tanh(),
        new ActivationFunction.HardSigmoid(0.2, 0.5),
        new ActivationFunction.HardSwish(),
        new ActivationFunction.Elu(0.7),
        new ActivationFunction.Selu(1.67, 1.05),
        new ActivationFunction.Softplus(),
        new ActivationFunction.Softsign(),
        new ActivationFunction.Composition(
            List.of(new ActivationFunction.Tanh(), new ActivationFunction.Sigmoid())));
  }

  /** Adds {@code step · gradient} to the parameters; returns the squared length of the gradient. */
  private static double moveAlong(
      TrainableNetwork network, Map<String, float[]> gradients, double step) {
    double squares = 0;
    for (Map.Entry<String, TiedTensor> entry : network.tensors().entrySet()) {
      float[] gradient = Objects.requireNonNull(gradients.get(entry.getKey()));
      float[] parameters = entry.getValue().parameters();
      for (int i = 0; i < gradient.length; i++) {
        parameters[i] += (float) (step * gradient[i]);
        squares += (double) gradient[i] * gradient[i];
      }
    }
    return squares;
  }

  @Test
  void a_layer_that_cannot_be_trained_is_named() {
    Graph graph =
        new Graph(
            "test",
            "input",
            Shape.of(2),
            List.of(new Layer.ArgMax("top", "input", 0, true, false)),
            "top");

    try (Trainer trainer = trainer()) {
      TrainableNetwork network = TrainableNetwork.of(graph);
      assertThatThrownBy(() -> trainer.evaluate(network, XOR, Loss.CROSS_ENTROPY))
          .hasMessageContaining("layer 'top': error")
          .hasMessageContaining("[TRAIN-002]");
    }
  }

  @Test
  void a_label_outside_the_classes_is_named() {
    Graph untrained = mlp(Shape.of(2), ActivationName.RELU, 4, 2).untrained(5);
    Dataset wrong = new Dataset(XOR.frames(), Optional.of(IntTensor.vector(0, 1, 2, 0)));

    try (Trainer trainer = trainer()) {
      TrainableNetwork network = TrainableNetwork.of(untrained);
      assertThatThrownBy(() -> trainer.evaluate(network, wrong, Loss.CROSS_ENTROPY))
          .hasMessageContaining("label 2, but the network tells classes 0 to 1 [DATA-004]");
    }
  }

  private static Score train(TrainableNetwork network, Dataset data, Loss loss, int epochs) {
    try (Trainer trainer = trainer()) {
      return trainer.train(network, data, data, options(loss, epochs)).validation();
    }
  }

  private static Trainer trainer() {
    assumeTrue(Trainer.isPossible(), "skipped: the training engine is absent (mvn -P train)");
    return new Trainer(TrainingProgress.SILENT);
  }

  private static TrainingOptions options(Loss loss, int epochs) {
    return new TrainingOptions(
        "test",
        loss,
        7,
        epochs,
        16,
        0.03,
        0.0001,
        Augmentation.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static Architecture mlp(Shape input, ActivationName activation, int hidden, int outputs) {
    return mlp(input, 1, activation.function(), hidden, outputs);
  }

  private static Architecture mlp(
      Shape input, double scale, ActivationFunction function, int hidden, int outputs) {
    return new Architecture(
        "test", input, scale, List.of(new Architecture.DenseLayer(hidden, function)), outputs);
  }

  /** Four classes of 3x3 frames, each around a centre of its own. */
  private static Dataset blobs(int count, long seed) {
    Random random = new Random(seed);
    List<FloatTensor> frames = new ArrayList<>();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(4);
      float[] frame = new float[9];
      for (int pixel = 0; pixel < 9; pixel++) {
        float centre = (pixel * (labels[i] + 3) * 7) % 5;
        frame[pixel] = centre + 0.5f * (float) random.nextGaussian();
      }
      frames.add(FloatTensor.of(Shape.of(3, 3), frame));
    }
    return new Dataset(frames, Optional.of(IntTensor.vector(labels)));
  }

  private static Layer.Dense dense(TrainableNetwork network, String name) {
    return network.toGraph().layers().stream()
        .filter(layer -> layer.name().equals(name))
        .map(Layer.Dense.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Set<Float> weights(TrainableNetwork network, String layer) {
    Set<Float> distinct = new HashSet<>();
    for (float weight : dense(network, layer).weights().toArray()) {
      distinct.add(weight);
    }
    return distinct;
  }

  private static int zeros(TrainableNetwork network, String layer) {
    int zeros = 0;
    for (float weight : dense(network, layer).weights().toArray()) {
      zeros += weight == 0 ? 1 : 0;
    }
    return zeros;
  }
}
