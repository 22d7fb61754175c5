// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparsil.compress.FindDepthToSpace;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rows and columns of an image: {@code 512x512}. */
record ImageSize(int rows, int columns) {
  /** For options. */
  static final class Converter implements ITypeConverter<ImageSize> {
    @Override
    public ImageSize convert(String text) {
      return parse(text)
          .orElseThrow(
              () -> new TypeConversionException("expected %s, got '%s'".formatted(EXPECTED, text)));
    }
  }

  /** What a user is told to write. */
  static final String EXPECTED = "rows and columns such as 512x512, each 1 to 65536";

  private static final int LARGEST = 1 << 16;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

  /** What a text stands for; empty if it is no size. */
  static Optional<ImageSize> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(form.group(1));
    int columns = Integer.parseInt(form.group(2));
    boolean valid = rows >= 1 && rows <= LARGEST && columns >= 1 && columns <= LARGEST;
    return valid ? Optional.of(new ImageSize(rows, columns)) : Optional.empty();
  }

  /** The network for images of another size, if one is wanted. */
  static Graph applied(Optional<ImageSize> size, Graph graph) {
    return size.isPresent() ? size.get().appliedTo(graph) : graph;
  }

  /**
   * The same network for images of this size.
   *
   * @throws UserException if it takes no images, or a layer fixes their size
   */
  Graph appliedTo(Graph graph) {
    Shape old = graph.inputShape();
    if (old.rank() != 3) {
      throw new UserException(
          graph.name(),
          Code.GRAPH_001,
          "its input has shape %s, which is no image of channels, rows and columns".formatted(old),
          "leave --image out");
    }
    Shape size =
        channelsLast(graph)
            ? Shape.of(rows, columns, old.extent(2))
            : Shape.of(old.extent(0), rows, columns);
    // Written as reshapes, it would name the size; as a layer it does not.
    Graph resized =
        new Graph(
            graph.name(),
            graph.input(),
            size,
            new FindDepthToSpace().apply(graph).layers(),
            graph.output());
    try {
      ShapeInference.infer(resized);
    } catch (UserException e) {
      Diagnostic first = e.diagnostics().get(0);
      throw new UserException(
          first.place(),
          first.code(),
          "with an image of %s, not %s: %s".formatted(this, sizeOf(graph, old), first.message()),
          "this layer fixes the size of the image; leave --image out");
    }
    return resized;
  }

  /** Whether the model turns its input from channels last to channels first. */
  private static boolean channelsLast(Graph graph) {
    return graph.layers().stream()
        .anyMatch(
            layer ->
                layer instanceof Layer.Transpose transpose
                    && transpose.input().equals(graph.input())
                    && transpose.permutation().equals(List.of(2, 0, 1)));
  }

  private static ImageSize sizeOf(Graph graph, Shape shape) {
    return channelsLast(graph)
        ? new ImageSize(shape.extent(0), shape.extent(1))
        : new ImageSize(shape.extent(1), shape.extent(2));
  }

  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
