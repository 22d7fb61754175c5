// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.tensor.Dataset;

/** Trains networks by minibatches and keeps the best checkpoint. */
public final class Trainer implements AutoCloseable {
  private static final int FRAMES_PER_EVALUATION = 500;

  private final Engine engine;
  private final NDManager memory;
  private final TrainingProgress progress;

  /**
   * Starts the engine.
   *
   * @throws org.sparsil.diag.UserException TRAIN-001 if the engine is missing
   */
  public Trainer(TrainingProgress progress) {
    this.engine = TrainingEngine.start();
    this.memory = engine.newBaseManager(Device.cpu());
    this.progress = progress;
  }

  /** Whether the engine is on the class path. */
  public static boolean isPossible() {
    return TrainingEngine.isPresent();
  }

  /**
   * Trains the network and leaves it as it did best on the validation frames once all that the
   * options prune is gone; the start counts too, if nothing is to be pruned.
   *
   * @param network its parameters change
   * @param training frames with labels
   * @param validation frames with labels
   */
  public Trained train(
      TrainableNetwork network, Dataset training, Dataset validation, TrainingOptions options) {
    try (NDManager teaching = memory.newSubManager()) {
      return train(
          network,
          training,
          validation,
          options,
          options.teacher().map(teacher -> LoadedTeacher.of(teacher, teaching)));
    }
  }

  private Trained train(
      TrainableNetwork network,
      Dataset training,
      Dataset validation,
      TrainingOptions options,
      Optional<LoadedTeacher> teacher) {
    TrainableNetwork current = network;
    Random random = new Random(options.seed());
    Map<String, Adam> optimizers = new LinkedHashMap<>();
    network
        .tensors()
        .forEach((name, tensor) -> optimizers.put(name, new Adam(tensor.parameters().length)));
    int[] order = IntStream.range(0, training.size()).toArray();
    Score start = evaluate(network, validation, options.loss());
    Checkpoint best = Checkpoint.of(network, start);
    int lastPruning = options.pruning().map(PruningPlan::lastStep).orElse(-1);
    int step = 0;
    for (int epoch = 0; epoch < options.epochs() && !progress.isStopped(); epoch++) {
      shuffle(order, random);
      double summedLoss = 0;
      for (int from = 0;
          from < order.length && !progress.isStopped();
          from += options.batchSize()) {
        double done = (epoch + (double) from / order.length) / options.epochs();
        int to = Math.min(order.length, from + options.batchSize());
        current = pruned(current, options, step++);
        Batch batch = Batch.of(training, order, from, to, options.augmentation(), random);
        Gradients found = gradients(current, batch, options.loss(), teacher);
        summedLoss += found.loss() * batch.size();
        for (Map.Entry<String, TiedTensor> tensor : current.tensors().entrySet()) {
          Objects.requireNonNull(optimizers.get(tensor.getKey()))
              .step(
                  tensor.getValue(),
                  Objects.requireNonNull(found.tensors().get(tensor.getKey())),
                  options.learningRateAt(done),
                  options.weightDecay());
        }
      }
      Score score = evaluate(current, validation, options.loss());
      progress.epochDone(
          new Epoch(
              options.phase(), epoch + 1, options.epochs(), summedLoss / order.length, score));
      if (step <= lastPruning || !best.isOf(current) || score.isBetterThan(best.score())) {
        best = Checkpoint.of(current, score);
      }
    }
    best.restore();
    return new Trained(best.network(), start, best.score());
  }

  /** A teacher whose weights the engine has. */
  record LoadedTeacher(Teacher teacher, Map<String, NDArray> values) {
    static LoadedTeacher of(Teacher teacher, NDManager memory) {
      return new LoadedTeacher(teacher, engineValues(TrainableNetwork.of(teacher.graph()), memory));
    }

    /** What it says to frames, {@code [frames, outputs]}. */
    NDArray advice(NDArray frames) {
      return Forward.run(teacher.graph(), frames, values).reshape(frames.getShape().get(0), -1);
    }
  }

  /** A network after training, and how it did on the validation frames before and does after. */
  public record Trained(TrainableNetwork network, Score start, Score validation) {}

  private static TrainableNetwork pruned(
      TrainableNetwork network, TrainingOptions options, int step) {
    return options
        .pruning()
        .filter(plan -> plan.prunesAt(step))
        .map(plan -> network.prune(plan.ruleAt(step).masks(network.toGraph())))
        .orElse(network);
  }

  /** The parameters of a network at a time. */
  private record Checkpoint(
      TrainableNetwork network, Map<String, float[]> parameters, Score score) {
    static Checkpoint of(TrainableNetwork network, Score score) {
      Map<String, float[]> parameters = new LinkedHashMap<>();
      network
          .tensors()
          .forEach((name, tensor) -> parameters.put(name, tensor.parameters().clone()));
      return new Checkpoint(network, parameters, score);
    }

    /** Whether nothing was pruned since. */
    boolean isOf(TrainableNetwork other) {
      return network == other;
    }

    void restore() {
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                float[] saved = Objects.requireNonNull(parameters.get(name));
                System.arraycopy(saved, 0, tensor.parameters(), 0, saved.length);
              });
    }
  }

  /** How the network does on labelled frames. */
  public Score evaluate(TrainableNetwork network, Dataset data, Loss loss) {
    int[] order = IntStream.range(0, data.size()).toArray();
    int correct = 0;
    double summedLoss = 0;
    for (int from = 0; from < order.length; from += FRAMES_PER_EVALUATION) {
      int to = Math.min(order.length, from + FRAMES_PER_EVALUATION);
      Batch batch = Batch.of(data, order, from, to);
      try (NDManager scratch = memory.newSubManager()) {
        NDArray outputs =
            network
                .forward(batch.frames(scratch), engineValues(network, scratch))
                .reshape(batch.size(), -1);
        int width = (int) outputs.getShape().get(1);
        summedLoss += loss.of(outputs, batch.targets(scratch, width)).getFloat() * batch.size();
        correct += Score.correct(outputs.toFloatArray(), batch);
      }
    }
    return new Score(correct, data.size(), summedLoss / data.size());
  }

  @Override
  public void close() {
    memory.close();
  }

  /**
   * How a minibatch wants the network to change.
   *
   * @param tensors the gradient of the loss with respect to each element of each tensor
   */
  record Gradients(double loss, Map<String, float[]> tensors) {}

  Gradients gradients(
      TrainableNetwork network, Batch batch, Loss loss, Optional<LoadedTeacher> teacher) {
    // All that a step allocates in the engine goes with this sub-manager.
    try (NDManager scratch = memory.newSubManager()) {
      NDArray frames = batch.frames(scratch);
      Optional<NDArray> advice = teacher.map(one -> one.advice(frames));
      try (GradientCollector collector = engine.newGradientCollector()) {
        Map<String, NDArray> values = engineValues(network, scratch);
        values.values().forEach(value -> value.setRequiresGradient(true));
        NDArray outputs = network.forward(frames, values).reshape(batch.size(), -1);
        NDArray targets = batch.targets(scratch, (int) outputs.getShape().get(1));
        NDArray total = loss.of(outputs, targets);
        if (advice.isPresent()) {
          Teacher one = teacher.orElseThrow().teacher();
          total =
              total
                  .mul((float) (1 - one.share()))
                  .add(
                      Loss.distillation(outputs, advice.get(), one.temperature())
                          .mul((float) one.share()));
        }
        collector.backward(total);
        Map<String, float[]> gradients = new LinkedHashMap<>();
        values.forEach((name, value) -> gradients.put(name, value.getGradient().toFloatArray()));
        return new Gradients(total.getFloat(), gradients);
      }
    }
  }

  private static Map<String, NDArray> engineValues(TrainableNetwork network, NDManager scratch) {
    Map<String, NDArray> values = new LinkedHashMap<>();
    network
        .tensors()
        .forEach((name, tensor) -> values.put(name, Tensors.toEngine(tensor.values(), scratch)));
    return values;
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }
}
