// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sparsil.testing.Tolerance.assertClose;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.testing.SampleGraphs;

/** Networks of images, evaluated and differentiated by the training engine. */
class ForwardTest {
  private static final int FRAMES = 3;

  @BeforeEach
  void requireEngine() {
    assumeTrue(Trainer.isPossible(), "skipped: the training engine is absent (mvn -P train)");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void what_is_trained_is_what_the_reference_computes(long seed) {
    Graph graph = SampleGraphs.images(seed);
    FloatTensor frames = frames(graph, seed);
    try (NDManager memory = memory()) {
      NDArray input = memory.create(frames.toArray(), engineShape(frames.shape()));
      NDArray outputs = Forward.run(graph, input, parameters(graph, memory));
      float[] actual = outputs.toFloatArray();
      int width = actual.length / FRAMES;
      for (int frame = 0; frame < FRAMES; frame++) {
        assertClose(
            "seed " + seed + ", frame " + frame,
            part(actual, frame, Shape.of(width)),
            ReferenceModel.of(graph).run(part(frames.toArray(), frame, graph.inputShape())),
            1e-4);
      }
    }
  }

  @Test
  void the_gradient_of_every_parameter_is_how_the_output_changes() {
    Graph graph = SampleGraphs.images(4);
    FloatTensor frames = frames(graph, 4);
    try (NDManager memory = memory()) {
      Map<String, NDArray> parameters = parameters(graph, memory);
      Map<String, NDArray> gradients = gradients(graph, frames, parameters, memory);
      assertThat(gradients).containsKeys("grouped.weights", "depthwise.bias", "scores.weights");
      gradients.forEach(
          (name, gradient) -> {
            double length = gradient.norm().getFloat();
            assertThat(length).as(name).isPositive();
            double step = 2e-3;
            NDArray move = gradient.mul((float) (step / length));
            NDArray value = requireNonNull(parameters.get(name));
            double before = moved(graph, frames, parameters, name, value.sub(move), memory);
            double after = moved(graph, frames, parameters, name, value.add(move), memory);
            assertThat((after - before) / (2 * step))
                .as(name)
                .isCloseTo(length, within(0.05 * length));
          });
    }
  }

  @Test
  void pooling_of_windows_with_gaps_cannot_be_trained() {
    Window gaps = new Window(new Window.Axis(2, 1, 2, 0, 0), Window.Axis.of(1, 1));
    Graph graph =
        new Graph("gaps", "x", Shape.of(1, 4, 4), List.of(new Layer.MaxPool("p", "x", gaps)), "p");
    try (NDManager memory = memory()) {
      NDArray input = memory.ones(new ai.djl.ndarray.types.Shape(1, 1, 4, 4));
      assertThatThrownBy(() -> Forward.run(graph, input, Map.of()))
          .hasMessageContaining("layer 'p': error: it pools windows with gaps (2x1 dilation 2x1)")
          .hasMessageContaining("[TRAIN-002]");
    }
  }

  @Test
  void sums_of_branches_are_what_the_reference_computes_and_other_joins_cannot_be_trained() {
    Graph graph =
        new Graph(
            "sum",
            "x",
            Shape.of(3),
            List.of(
                new Layer.Activation("a", "x", new ActivationFunction.Tanh()),
                new Add("b", "x", "a")),
            "b");
    Graph joined = graph.withLayers(List.of(new Concat("c", List.of("x", "x"), 0)), "c");
    try (NDManager memory = memory()) {
      float[] x = {1, -2, 0.5f};
      NDArray input = memory.create(x, new ai.djl.ndarray.types.Shape(1, 3));
      assertClose(
          "sum",
          FloatTensor.vector(Forward.run(graph, input, Map.of()).toFloatArray()),
          ReferenceModel.of(graph).run(FloatTensor.vector(x)),
          1e-6);
      assertThatThrownBy(() -> Forward.run(joined, input, Map.of()))
          .hasMessageContaining("layer 'c': error: it joins values (concat)")
          .hasMessageContaining("[TRAIN-002]");
    }
  }

  private static double moved(
      Graph graph,
      FloatTensor frames,
      Map<String, NDArray> parameters,
      String name,
      NDArray value,
      NDManager memory) {
    Map<String, NDArray> changed = new LinkedHashMap<>(parameters);
    changed.put(name, value);
    NDArray input = memory.create(frames.toArray(), engineShape(frames.shape()));
    return Forward.run(graph, input, changed).sum().getFloat();
  }

  private static Map<String, NDArray> gradients(
      Graph graph, FloatTensor frames, Map<String, NDArray> parameters, NDManager memory) {
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    parameters.values().forEach(value -> value.setRequiresGradient(true));
    try (GradientCollector collector = TrainingEngine.start().newGradientCollector()) {
      NDArray input = memory.create(frames.toArray(), engineShape(frames.shape()));
      collector.backward(Forward.run(graph, input, parameters).sum());
      parameters.forEach((name, value) -> gradients.put(name, value.getGradient().duplicate()));
    }
    parameters.values().forEach(value -> value.setRequiresGradient(false));
    return gradients;
  }

  private static NDManager memory() {
    return TrainingEngine.start().newBaseManager(Device.cpu());
  }

  private static Map<String, NDArray> parameters(Graph graph, NDManager memory) {
    Map<String, NDArray> parameters = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        put(parameters, TrainableNetwork.weightsOf(layer.name()), weighted.weights(), memory);
        put(parameters, TrainableNetwork.biasOf(layer.name()), weighted.bias(), memory);
      }
    }
    return parameters;
  }

  private static void put(
      Map<String, NDArray> parameters, String name, FloatTensor tensor, NDManager memory) {
    parameters.put(name, memory.create(tensor.toArray(), engineShape(tensor.shape())));
  }

  private static FloatTensor frames(Graph graph, long seed) {
    return SampleGraphs.random(new Random(seed), Shape.of(FRAMES, graph.inputShape().size()));
  }

  private static FloatTensor part(float[] values, int index, Shape shape) {
    float[] part = new float[shape.size()];
    System.arraycopy(values, index * part.length, part, 0, part.length);
    return FloatTensor.adopt(shape, part);
  }

  private static ai.djl.ndarray.types.Shape engineShape(Shape shape) {
    LongStream extents = shape.extents().stream().mapToLong(Integer::longValue);
    return new ai.djl.ndarray.types.Shape(extents.toArray());
  }
}
