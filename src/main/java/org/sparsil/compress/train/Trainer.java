// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
   * Trains the network in place and leaves it as it did best on the validation frames, the start
   * included.
   *
   * @param training frames with labels
   * @param validation frames with labels
   * @return how it does on the validation frames
   */
  public Score train(
      TrainableNetwork network, Dataset training, Dataset validation, TrainingOptions options) {
    Random random = new Random(options.seed());
    Map<String, Adam> optimizers = new LinkedHashMap<>();
    network.tensors().forEach((name, tensor) -> optimizers.put(name, new Adam(tensor)));
    int[] order = IntStream.range(0, training.size()).toArray();
    Score best = evaluate(network, validation, options.loss());
    Map<String, float[]> checkpoint = parametersOf(network);
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      shuffle(order, random);
      for (int from = 0; from < order.length; from += options.batchSize()) {
        double done = (epoch + (double) from / order.length) / options.epochs();
        int to = Math.min(order.length, from + options.batchSize());
        Batch batch = Batch.of(training, order, from, to);
        double learningRate = options.learningRateAt(done);
        gradients(network, batch, options.loss())
            .forEach(
                (name, gradient) ->
                    Objects.requireNonNull(optimizers.get(name))
                        .step(gradient, learningRate, options.weightDecay()));
      }
      Score score = evaluate(network, validation, options.loss());
      progress.epochDone(options.phase(), epoch + 1, options.epochs(), score);
      if (score.isBetterThan(best)) {
        best = score;
        checkpoint = parametersOf(network);
      }
    }
    restore(network, checkpoint);
    return best;
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
        NDArray outputs = outputs(network, batch, engineValues(network, scratch), scratch);
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

  /** The gradient of the loss with respect to each element of each tensor. */
  Map<String, float[]> gradients(TrainableNetwork network, Batch batch, Loss loss) {
    // All that a step allocates in the engine goes with this sub-manager.
    try (NDManager scratch = memory.newSubManager();
        GradientCollector collector = engine.newGradientCollector()) {
      Map<String, NDArray> values = engineValues(network, scratch);
      values.values().forEach(value -> value.setRequiresGradient(true));
      NDArray outputs = outputs(network, batch, values, scratch);
      int width = (int) outputs.getShape().get(1);
      collector.backward(loss.of(outputs, batch.targets(scratch, width)));
      Map<String, float[]> gradients = new LinkedHashMap<>();
      values.forEach((name, value) -> gradients.put(name, value.getGradient().toFloatArray()));
      return gradients;
    }
  }

  private static NDArray outputs(
      TrainableNetwork network, Batch batch, Map<String, NDArray> values, NDManager scratch) {
    return network.forward(batch.frames(scratch), values).reshape(batch.size(), -1);
  }

  private static Map<String, NDArray> engineValues(TrainableNetwork network, NDManager scratch) {
    Map<String, NDArray> values = new LinkedHashMap<>();
    network
        .tensors()
        .forEach(
            (name, tensor) -> {
              long[] extents =
                  tensor.shape().extents().stream().mapToLong(Integer::longValue).toArray();
              values.put(name, scratch.create(tensor.values().toArray(), new Shape(extents)));
            });
    return values;
  }

  private static Map<String, float[]> parametersOf(TrainableNetwork network) {
    Map<String, float[]> parameters = new LinkedHashMap<>();
    network.tensors().forEach((name, tensor) -> parameters.put(name, tensor.parameters().clone()));
    return parameters;
  }

  private static void restore(TrainableNetwork network, Map<String, float[]> checkpoint) {
    network
        .tensors()
        .forEach(
            (name, tensor) -> {
              float[] saved = Objects.requireNonNull(checkpoint.get(name));
              System.arraycopy(saved, 0, tensor.parameters(), 0, saved.length);
            });
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
