// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.graph.Layer;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** The layers imported so far; each is checked as it is added. */
final class LayerList {
  /** Makes a layer of this name that reads this value. */
  @FunctionalInterface
  interface Maker {
    Layer make(String name, String input);
  }

  /** Makes a layer of this name that reads these values. */
  @FunctionalInterface
  interface Joiner {
    Layer make(String name, List<String> inputs);
  }

  /** Far above what a frame of any hardware network has, far below what exhausts the memory. */
  private static final int MAX_FRAME_SIZE = 1 << 26;

  private final String file;
  private final UniqueNames names = new UniqueNames();
  private final List<Layer> layers = new ArrayList<>();

  LayerList(String file, String input) {
    this.file = file;
    names.unique(input);
  }

  /**
   * Adds a layer.
   *
   * @throws UserException if it does not fit the frame that it reads, or is not finite
   */
  Activation add(Node node, String suffix, Activation read, Maker maker) {
    return join(node, suffix, List.of(read), (name, in) -> maker.make(name, in.get(0)));
  }

  /** Adds a layer that reads several values, all with the same batch axis. */
  Activation join(Node node, String suffix, List<Activation> read, Joiner joiner) {
    String name = names.unique(node.name() + suffix);
    Layer layer = joiner.make(name, read.stream().map(Activation::name).toList());
    requireFinite(layer);
    Map<String, Shape> frames = new HashMap<>();
    read.forEach(value -> frames.put(value.name(), value.frame()));
    Shape made = ShapeInference.made(file, layer, frames);
    Optional<Integer> batch = read.get(0).batch();
    requireFrameSize(node.place(), made);
    requireBatchSize(node.place(), made, batch.orElse(1));
    layers.add(layer);
    return new Activation(name, made, batch, ElementType.FLOAT, Optional.empty());
  }

  List<Layer> layers() {
    return List.copyOf(layers);
  }

  static void requireFrameSize(String place, Shape frame) {
    if (frame.size() > MAX_FRAME_SIZE || frame.size() == 0) {
      throw new UserException(
          place,
          Code.ONNX_002,
          "a frame of shape %s has %d elements, there must be between 1 and %d"
              .formatted(frame, frame.size(), MAX_FRAME_SIZE));
    }
  }

  /** Shapes are computed with the batch axis, as in the file. */
  static void requireBatchSize(String place, Shape frame, int batch) {
    if ((long) batch * frame.size() > Integer.MAX_VALUE) {
      throw new UserException(
          place,
          Code.ONNX_002,
          "%d frames of shape %s have more than %d elements"
              .formatted(batch, frame, Integer.MAX_VALUE),
          "export the model with a batch size of 1 or with a symbolic batch axis");
    }
  }

  private void requireFinite(Layer layer) {
    String place = "%s: layer '%s'".formatted(file, layer.name());
    if (layer instanceof Layer.Weighted weighted) {
      requireFinite(place + ": weights", weighted.weights());
      requireFinite(place + ": bias", weighted.bias());
    } else if (layer instanceof Layer.Affine affine) {
      requireFinite(place + ": scale", affine.scale());
      requireFinite(place + ": offset", affine.offset());
    }
  }

  /**
   * Checks that all elements are numbers.
   *
   * @throws UserException with the counts of those that are not
   */
  static void requireFinite(String place, FloatTensor tensor) {
    int notNumbers = 0;
    int infinite = 0;
    for (int i = 0; i < tensor.size(); i++) {
      notNumbers += Float.isNaN(tensor.get(i)) ? 1 : 0;
      infinite += Float.isInfinite(tensor.get(i)) ? 1 : 0;
    }
    if (notNumbers + infinite > 0) {
      throw new UserException(
          place,
          Code.ONNX_006,
          "%d of %d values are NaN, %d are infinite".formatted(notNumbers, tensor.size(), infinite),
          "train the network again; values like these come from a step size that is too large");
    }
  }
}
