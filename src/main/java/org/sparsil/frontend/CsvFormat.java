// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * Text with a frame per line, values between commas, semicolons or blanks. A first line that is not
 * all numbers is a header. A row of one value more than a frame has its label in the last column,
 * or in the first if the header calls that one so.
 */
final class CsvFormat {
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*|\\s+");
  private static final Set<String> LABEL_TITLES = Set.of("label", "labels", "class", "target", "y");

  private final String place;
  private final List<float[]> rows = new ArrayList<>();
  private boolean labelFirst;

  private CsvFormat(String place) {
    this.place = place;
  }

  static CsvFormat read(String place, byte[] bytes) {
    CsvFormat csv = new CsvFormat(place);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int lineNumber = 0;
    boolean first = true;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      lineNumber++;
      if (!line.isBlank() && !line.startsWith("#")) {
        csv.add(line.strip(), lineNumber, first);
        first = false;
      }
    }
    if (csv.rows.isEmpty()) {
      throw new UserException(place, Code.DATA_001, "holds no rows of numbers");
    }
    return csv;
  }

  private void add(String line, int lineNumber, boolean first) {
    String[] cells = SEPARATOR.split(line, -1);
    float[] row = new float[cells.length];
    for (int column = 0; column < row.length; column++) {
      Optional<Float> number = number(cells[column]);
      if (number.isEmpty() && first) {
        labelFirst = LABEL_TITLES.contains(cells[0].toLowerCase(Locale.ROOT));
        return;
      }
      int shown = column;
      row[column] =
          number.orElseThrow(
              () ->
                  new UserException(
                      place,
                      Code.DATA_001,
                      "line %d, column %d: '%s' is not a number"
                          .formatted(lineNumber, shown + 1, shorten(cells[shown]))));
    }
    if (!rows.isEmpty() && rows.get(0).length != row.length) {
      throw new UserException(
          place,
          Code.DATA_001,
          "line %d has %d columns, the lines before have %d"
              .formatted(lineNumber, row.length, rows.get(0).length));
    }
    rows.add(row);
  }

  private static Optional<Float> number(String cell) {
    try {
      float value = Float.parseFloat(cell);
      return Float.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String shorten(String cell) {
    return cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
  }

  Dataset dataset(Shape frame) {
    int columns = rows.get(0).length;
    boolean labelled = columns == frame.size() + 1;
    if (!labelled && columns != frame.size()) {
      throw new UserException(
          place,
          Code.DATA_002,
          "rows have %d columns, a frame of the network's input has shape %s: %d values"
              .formatted(columns, frame, frame.size()));
    }
    int from = labelled && labelFirst ? 1 : 0;
    List<FloatTensor> frames = new ArrayList<>();
    for (float[] row : rows) {
      float[] values = new float[frame.size()];
      System.arraycopy(row, from, values, 0, values.length);
      frames.add(FloatTensor.adopt(frame, values));
    }
    return new Dataset(frames, labelled ? Optional.of(labels()) : Optional.empty());
  }

  /** The column of labels: the last, or the first if the header calls that one so. */
  IntTensor labels() {
    int column = labelFirst ? 0 : rows.get(0).length - 1;
    return new NumberArray(place, Shape.of(rows.size()), row -> rows.get(row)[column]).labels();
  }
}
