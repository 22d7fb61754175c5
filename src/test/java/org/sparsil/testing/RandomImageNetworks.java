// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.FrameLayout;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Integer networks of images from a seed: every kind of layer, branches that meet again, any
 * window, group and padding, every kind of weights, output stage and rounding mode. Every one can
 * be computed exactly, every layer counts, most make something of their input, and a frame is
 * little enough work to simulate.
 */
public final class RandomImageNetworks {
  /** The most that a frame costs. */
  public static final FrameWork MAX_WORK = new FrameWork(60_000, 8_000);

  private static final int MAX_STEPS = 6;
  private static final int TRIES = 6;

  private final Random random;
  private final RandomStages draw;
  private final QInput input;
  private final RandomWindows windows;
  private final RandomLayers layers;

  private RandomImageNetworks(long seed) {
    random = new Random(seed);
    draw = new RandomStages(random);
    windows = new RandomWindows(draw);
    layers = new RandomLayers(draw);
    int rows = random.nextInt(8) == 0 ? 1 : extent();
    Shape image = Shape.of(rows, extent(), draw.between(1, RandomLayers.MAX_CHANNELS));
    FrameLayout layout =
        random.nextBoolean() ? FrameLayout.CHANNELS_FIRST : FrameLayout.CHANNELS_LAST;
    input = new QInput("x", image, draw.format(10), layout);
  }

  private int extent() {
    return random.nextInt(5) == 0 ? draw.between(1, 40) : draw.between(1, 10);
  }

  /** The network of a seed. */
  public static QGraph network(long seed) {
    return new RandomImageNetworks(seed).build("images" + seed);
  }

  private QGraph build(String name) {
    NetworkValue last = NetworkValue.of(input);
    int steps = draw.between(1, MAX_STEPS);
    for (int step = 0; step < steps; step++) {
      last = tried(last);
    }
    if (random.nextInt(4) == 0) {
      last = affordable(last, layers::globalAverage);
    }
    if (random.nextInt(3) == 0) {
      last = affordable(last, layers::dense);
    }
    if (random.nextInt(4) == 0) {
      last = affordable(last, layers::argMax);
    }
    if (layers.made().isEmpty()) {
      last = layers.argMax(last);
    }
    return new QGraph(name, input, needed(last));
  }

  /** A step that is affordable, if one comes up soon. */
  private NetworkValue tried(NetworkValue source) {
    NetworkValue made = source;
    for (int tries = 0; tries < TRIES && made.equals(source); tries++) {
      made = affordable(source, drawnStep());
    }
    return made;
  }

  private interface Step {
    NetworkValue after(NetworkValue source);
  }

  /** What a step adds, or nothing if that were too much or, mostly, if it came out constant. */
  private NetworkValue affordable(NetworkValue source, Step step) {
    int before = layers.made().size();
    NetworkValue made = step.after(source);
    FrameWork work = FrameWork.of(layers.made());
    if (work.products() <= MAX_WORK.products()
        && work.cycles() <= MAX_WORK.cycles()
        && (random.nextInt(10) == 0 || varies(made))) {
      return made;
    }
    layers.keep(before);
    return source;
  }

  private boolean varies(NetworkValue made) {
    QGraph graph = new QGraph("unfinished", input, needed(made));
    List<IntTensor> frames = RandomNetworks.frames(input, 1, 4);
    return GoldenModel.of(graph).runAll(frames).stream().distinct().count() > 1;
  }

  private Step drawnStep() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 ->
          source -> layers.conv(source, windows.window(source.shape()), layers.outputs());
      case 3 -> layers::depthwise;
      case 4 -> source -> layers.maxPool(source, windows.poolWindow(source.shape()));
      case 5 -> source -> layers.averagePool(source, windows.poolWindow(source.shape()));
      case 6 -> layers::elementwise;
      case 7 -> layers::hardSwish;
      case 8, 9 -> this::residual;
      case 10 -> this::skip;
      case 11, 12 -> this::concat;
      case 13 -> layers::pad;
      default -> layers::gather;
    };
  }

  /** The layers that the last value is made of; a branch may have come to nothing. */
  private List<QLayer> needed(NetworkValue last) {
    Set<String> read = new HashSet<>(Set.of(last.name()));
    List<QLayer> needed = new ArrayList<>();
    List<QLayer> made = layers.made();
    for (int i = made.size() - 1; i >= 0; i--) {
      if (read.contains(made.get(i).name())) {
        needed.add(0, made.get(i));
        read.addAll(made.get(i).inputs());
      }
    }
    return needed;
  }

  private NetworkValue residual(NetworkValue source) {
    NetworkValue branch = source;
    if (random.nextBoolean()) {
      branch = layers.conv(branch, windows.sameWindow(), layers.outputs());
    }
    branch = layers.conv(branch, windows.sameWindow(), source.channels());
    NetworkValue shortcut =
        switch (random.nextInt(3)) {
          case 0 -> layers.conv(source, Window.of(1, 1), source.channels());
          case 1 -> layers.elementwise(source);
          default -> source;
        };
    return random.nextBoolean() ? layers.sum(branch, shortcut) : layers.sum(shortcut, branch);
  }

  /** The sum with any value of the same shape, maybe itself. */
  private NetworkValue skip(NetworkValue source) {
    List<NetworkValue> fitting = new ArrayList<>();
    fitting.add(NetworkValue.of(input));
    layers.made().forEach(layer -> fitting.add(NetworkValue.of(layer)));
    fitting.removeIf(value -> !value.shape().equals(source.shape()));
    return layers.sum(source, fitting.get(random.nextInt(fitting.size())));
  }

  private NetworkValue concat(NetworkValue source) {
    int count = draw.between(1, 3);
    List<NetworkValue> branches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NetworkValue branch =
          switch (random.nextInt(4)) {
            case 0 -> source;
            case 1 -> layers.elementwise(source);
            default -> layers.conv(source, windows.sameWindow(), layers.outputs());
          };
      branches.add(i == 0 ? branch : layers.as(branches.get(0).format(), branch));
    }
    int channels = branches.stream().mapToInt(NetworkValue::channels).sum();
    return layers.add(
        new QConcat(
            layers.name("all"),
            branches.stream().map(NetworkValue::name).toList(),
            Shape.of(source.shape().extent(0), source.shape().extent(1), channels),
            branches.get(0).format(),
            branches.stream().map(NetworkValue::range).reduce(Interval::hull).orElseThrow()));
  }
}
