// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sparsil.tensor.Shape;

/**
 * An integer network of one input and one output, which is its last layer's.
 *
 * @param name for people
 * @param input the input value
 * @param layers in execution order, at least one: each reads the input or earlier layers; names are
 *     unique. Several may read the same value
 */
public record QGraph(String name, QInput input, List<QLayer> layers) {

  /**
   * The network's input: a frame of integers.
   *
   * @param shape of an image: rows, columns, channels, as they stream
   * @param layout how frames lie in data files
   */
  public record QInput(String name, Shape shape, FixedPoint format, FrameLayout layout) {
    public QInput {
      if (layout == FrameLayout.CHANNELS_FIRST && shape.rank() != 3) {
        throw new IllegalArgumentException(
            "input '%s' of shape %s has no channels that could come first".formatted(name, shape));
      }
    }

    /** The shape of a frame in a data file. */
    public Shape frameShape() {
      return switch (layout) {
        case CHANNELS_LAST -> shape;
        case CHANNELS_FIRST -> Shape.of(shape.extent(2), shape.extent(0), shape.extent(1));
      };
    }

    /** An input whose frames lie in data files as they stream. */
    public QInput(String name, Shape shape, FixedPoint format) {
      this(name, shape, format, FrameLayout.CHANNELS_LAST);
    }
  }

  /** How the elements of a frame lie in data files. In the stream, channels are innermost. */
  public enum FrameLayout {
    /** As they stream: rows, columns, channels; anything that is no image, too. */
    CHANNELS_LAST,
    /** Channels, rows, columns: plane by plane. */
    CHANNELS_FIRST
  }

  public QGraph {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network without layers");
    }
    Set<String> values = new HashSet<>(Set.of(input.name()));
    for (QLayer layer : layers) {
      for (String read : layer.inputs()) {
        if (!values.contains(read)) {
          throw new IllegalArgumentException(
              "layer '%s' reads '%s' before it is made".formatted(layer.name(), read));
        }
      }
      if (!values.add(layer.name())) {
        throw new IllegalArgumentException("two values named '%s'".formatted(layer.name()));
      }
    }
  }

  public QLayer output() {
    return layers.get(layers.size() - 1);
  }

  /** The shape of a value. */
  public Shape shape(String value) {
    return value.equals(input.name()) ? input.shape() : layer(value).shape();
  }

  /** The format of a value. */
  public FixedPoint format(String value) {
    return value.equals(input.name()) ? input.format() : layer(value).format();
  }

  /** All integers that a value can take. */
  public Interval range(String value) {
    return value.equals(input.name()) ? input.format().range() : layer(value).range();
  }

  public QLayer layer(String name) {
    return layers.stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no layer named '" + name + "'"));
  }

  /** The names of all values, the input's first. */
  public List<String> values() {
    List<String> names = new ArrayList<>(List.of(input.name()));
    layers.forEach(layer -> names.add(layer.name()));
    return names;
  }
}
