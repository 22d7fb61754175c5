// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.Port;
import org.sparsil.arch.Stage;
import org.sparsil.qgraph.QGraph;

/**
 * Runs the control of a design, fed as its bench feeds it: a frame alone, which gives the latency,
 * then frames back to back, until two follow at the same distance as the two before.
 */
public final class CycleModel {
  /** Frames after which the interval is taken as it is. */
  private static final int MOST_FRAMES = 12;

  private final List<Actor> actors = new ArrayList<>();
  private final Source source;
  private final Sink sink;

  CycleModel(Source source, List<Actor> stages, Sink sink) {
    this.source = source;
    this.sink = sink;
    actors.add(source);
    actors.addAll(stages);
    actors.add(sink);
  }

  /** The cycles of a whole design. */
  public static CyclePrediction predict(Architecture architecture) {
    return new Network(architecture).model().prediction();
  }

  CyclePrediction prediction() {
    long end = firstFrame();
    long latency = end - source.firstTakenAt();
    long fill = Math.max(0, sink.firstTakenAt() - source.firstTakenAt());
    long drain = end - source.latestTakenAt();
    return new CyclePrediction(latency, interval(), fill, drain);
  }

  /** The actors of a network: its stages, with forks and queues between them. */
  static final class Network {
    private final Architecture architecture;
    private final List<Actor> actors = new ArrayList<>();
    private final Map<Port, Channel> ports = new LinkedHashMap<>();
    private final Map<Port, QueueActor> queues = new LinkedHashMap<>();

    Network(Architecture architecture) {
      this.architecture = architecture;
    }

    CycleModel model() {
      String input = architecture.network().input().name();
      Channel in = new Channel();
      connect(input, in);
      Channel last = in;
      for (Stage stage : architecture.stages()) {
        String name = stage.layer().name();
        List<Channel> ins = new ArrayList<>();
        for (int i = 0; i < stage.layer().inputs().size(); i++) {
          ins.add(queued(stage, new Port(name, i)));
        }
        last = new Channel();
        List<Channel> around = new ArrayList<>(ins);
        around.add(last);
        actors.add(new Sleeper(StageActor.of(stage, ins, last), around));
        connect(name, last);
      }
      int outputs = architecture.network().output().shape().size();
      return new CycleModel(
          new Source(in, architecture.inputBeats()),
          actors,
          new Sink(last, outputs / architecture.outputLanes()));
    }

    private void connect(String value, Channel channel) {
      List<Port> readers = architecture.readers(value);
      if (readers.size() == 1) {
        ports.put(readers.get(0), channel);
      } else if (readers.size() > 1) {
        List<Channel> branches = readers.stream().map(reader -> new Channel()).toList();
        List<Channel> around = new ArrayList<>(branches);
        around.add(channel);
        actors.add(new Sleeper(new ForkActor(channel, branches), around));
        for (int i = 0; i < branches.size(); i++) {
          ports.put(readers.get(i), branches.get(i));
        }
      }
    }

    private Channel queued(Stage stage, Port port) {
      Channel channel = Objects.requireNonNull(ports.get(port));
      if (!stage.joins()) {
        return channel;
      }
      Channel behind = new Channel();
      QueueActor queue = new QueueActor(channel, behind);
      actors.add(new Sleeper(queue, List.of(channel, behind)));
      queues.put(port, queue);
      return behind;
    }

    /** The most beats that waited at each input of stages that join streams. */
    Map<Port, Long> mostQueued() {
      Map<Port, Long> most = new LinkedHashMap<>();
      queues.forEach((port, queue) -> most.put(port, queue.most()));
      return most;
    }
  }

  /** The cycles of a design, and the queues that it needs. */
  static Cycles of(Architecture architecture) {
    Network network = new Network(architecture);
    // The stages do not need the network's figures: on several processors they take no time.
    CompletableFuture<CyclePrediction> prediction =
        CompletableFuture.supplyAsync(() -> network.model().prediction());
    Map<String, StageCycles> stages =
        architecture.stages().parallelStream()
            .collect(
                Collectors.toMap(
                    stage -> stage.layer().name(), stage -> alone(stage, architecture.network())));
    return new Cycles(prediction.join(), stages, network.mostQueued());
  }

  /** A stage on its own, its inputs in step. */
  private static StageCycles alone(Stage stage, QGraph network) {
    Channel in = new Channel();
    Channel out = new Channel();
    List<String> inputs = stage.layer().inputs();
    List<Actor> actors = new ArrayList<>();
    List<Channel> ins = new ArrayList<>(List.of(in));
    for (int i = 1; i < inputs.size(); i++) {
      Channel other = new Channel();
      actors.add(new Source(other, network.shape(inputs.get(i)).size()).unlimited());
      ins.add(other);
    }
    actors.add(StageActor.of(stage, ins, out));
    CycleModel model =
        new CycleModel(
            new Source(in, network.shape(inputs.get(0)).size() / stage.inputLanes()),
            actors,
            new Sink(out, stage.layer().shape().size() / stage.outputLanes()));
    long delay = model.firstFrame() - model.source.lastTakenAt();
    return new StageCycles(delay, model.interval());
  }

  /** Runs until the first frame has left; the cycle in which it ended. */
  private long firstFrame() {
    runUntil(1);
    return sink.frameEndedAt();
  }

  private long interval() {
    source.release(sink.frameEndedAt());
    runUntil(3);
    long interval = sink.interval();
    while (sink.frames() < MOST_FRAMES) {
      long previous = interval;
      runUntil(sink.frames() + 1);
      interval = sink.interval();
      if (interval == previous) {
        break;
      }
    }
    return interval;
  }

  private void runUntil(int frames) {
    Actor[] all = actors.toArray(new Actor[0]);
    while (sink.frames() < frames) {
      for (Actor actor : all) {
        actor.offer();
      }
      for (int i = all.length - 1; i >= 0; i--) {
        all[i].answer();
      }
      boolean changed = false;
      for (Actor actor : all) {
        changed |= actor.clock();
      }
      if (!changed) {
        throw new IllegalStateException(
            "the design hangs after %d frames".formatted(sink.frames()));
      }
    }
  }
}
