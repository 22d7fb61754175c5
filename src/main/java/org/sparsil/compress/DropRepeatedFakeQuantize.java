// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;

/**
 * Drops a fake quantization of what has its format already: of values that were quantized the same
 * way and since then only moved.
 *
 * <pre>
 * before:  a = fakeQuantize(x, 0.1, zero 3, u8);  b = pad(a, 1 around, 0);
 *          c = fakeQuantize(b, 0.1, zero 3, u8);  d = conv(c)
 * after:   a = fakeQuantize(x, 0.1, zero 3, u8);  b = pad(a, 1 around, 0);  d = conv(b)
 * </pre>
 */
public final class DropRepeatedFakeQuantize {

  public Graph apply(Graph graph) {
    Rewiring rewiring = new Rewiring(graph);
    Map<String, FakeQuantize> formats = new HashMap<>();
    for (Layer layer : graph.layers()) {
      Optional<FakeQuantize> common = common(layer.inputs(), formats);
      if (layer instanceof FakeQuantize quantize) {
        if (common.filter(known -> alike(known, quantize)).isPresent()) {
          rewiring.remove(quantize, quantize.input());
        }
        formats.put(layer.name(), quantize);
      } else {
        common
            .filter(format -> moves(layer, format))
            .ifPresent(format -> formats.put(layer.name(), format));
      }
    }
    return rewiring.apply();
  }

  /** The format that all values have, if it is known. */
  private static Optional<FakeQuantize> common(
      List<String> values, Map<String, FakeQuantize> formats) {
    Optional<FakeQuantize> first = Optional.ofNullable(formats.get(values.get(0)));
    return first.filter(
        format ->
            values.stream()
                .allMatch(
                    value ->
                        Optional.ofNullable(formats.get(value))
                            .filter(other -> alike(other, format))
                            .isPresent()));
  }

  private static boolean alike(FakeQuantize a, FakeQuantize b) {
    return a.scale() == b.scale()
        && a.zeroPoint() == b.zeroPoint()
        && a.signed() == b.signed()
        && a.widthBits() == b.widthBits();
  }

  private static boolean moves(Layer layer, FakeQuantize format) {
    return layer instanceof Layer.MaxPool
        || layer instanceof Layer.Reshape
        || layer instanceof Layer.Transpose
        || layer instanceof Concat
        || layer instanceof Resize
        || layer instanceof DepthToSpace
        || (layer instanceof Pad pad && pad.value() == 0 && holdsZero(format));
  }

  private static boolean holdsZero(FakeQuantize format) {
    double lo = format.signed() ? -Math.scalb(1.0, format.widthBits() - 1) : 0;
    double hi = lo + Math.scalb(1.0, format.widthBits()) - 1;
    return format.zeroPoint() >= lo && format.zeroPoint() <= hi;
  }
}
