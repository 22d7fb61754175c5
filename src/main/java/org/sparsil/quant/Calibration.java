// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;

/** What every value of a float network was while calibration frames ran through it. */
public final class Calibration {
  private final Map<String, ValueStatistics> statistics;
  private final int frames;

  private Calibration(Map<String, ValueStatistics> statistics, int frames) {
    this.statistics = statistics;
    this.frames = frames;
  }

  /**
   * Runs the network over the frames.
   *
   * <p>Without frames, ranges come from interval propagation, with the input within −1…1 unless a
   * fake quantization right behind it fixes its format.
   *
   * @param graph in the form that will be quantized
   * @throws UserException if a frame has the wrong number of elements, or it or what the network
   *     makes of it is not finite
   */
  public static Calibration measure(Graph graph, List<FloatTensor> frames) {
    Map<String, ValueStatistics> statistics = new LinkedHashMap<>();
    if (frames.isEmpty()) {
      IntervalPropagation.ranges(graph)
          .forEach(
              (value, range) ->
                  statistics.put(value, ValueStatistics.ofRange(0, range.min(), range.max())));
      return new Calibration(statistics, 0);
    }
    ReferenceModel model = ReferenceModel.of(graph);
    for (int frame = 0; frame < frames.size(); frame++) {
      for (Map.Entry<String, FloatTensor> value : model.trace(frames.get(frame)).entrySet()) {
        add(graph, statistics, frame, value.getKey(), value.getValue());
      }
    }
    return new Calibration(statistics, frames.size());
  }

  private static void add(
      Graph graph,
      Map<String, ValueStatistics> statistics,
      int frame,
      String name,
      FloatTensor value) {
    for (int i = 0; i < value.size(); i++) {
      if (!Float.isFinite(value.get(i))) {
        throw new UserException(
            graph.name() + ": calibration data",
            Code.DATA_001,
            "element %d of '%s' is %s in frame %d".formatted(i, name, value.get(i), frame));
      }
    }
    statistics.computeIfAbsent(name, key -> new ValueStatistics(value.size())).add(value);
  }

  /** How many frames were measured; 0 if all ranges come from interval propagation. */
  public int frames() {
    return frames;
  }

  /** The statistics of a value by its name in the graph. */
  public ValueStatistics of(String value) {
    ValueStatistics found = statistics.get(value);
    if (found == null) {
      throw new IllegalArgumentException("no value named '" + value + "' was calibrated");
    }
    return found;
  }
}
