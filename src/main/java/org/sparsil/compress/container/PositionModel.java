// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/**
 * Predicts where a matrix has survivors. Every element is a bit; its logit is mixed from
 *
 * <ul>
 *   <li>how dense its column has been so far, which begins as dense as the neighbouring columns
 *       (pixels), and these as the whole matrix;
 *   <li>how much denser than its columns let expect its row has been so far, and the part of the
 *       picture around the element;
 *   <li>what was learned of elements with such neighbours, such columns and rows, and of columns
 *       that come from a neuron with so many survivors of its own.
 * </ul>
 *
 * A row or column in which nothing survives soon costs next to nothing.
 */
final class PositionModel {
  private static final int DENSITY_BITS = 20;
  private static final long DENSITY_ONE = 1L << DENSITY_BITS;

  /** How many elements the density of the matrix counts as, for neighbouring columns. */
  private static final int MATRIX_PRIOR = 48;

  /** How many elements the density of the neighbouring columns counts as, for a column. */
  private static final int NEIGHBOURS_PRIOR = 52;

  private static final int NEAR = 1;
  private static final int FAR = 4;

  /** The prior of a neighbourhood is so many parts of an element. */
  private static final int LOCAL_PRIOR = 16;

  /** How far a neighbourhood without pixels reaches, for each pixel of radius. */
  private static final int LINE_REACH = 4;

  private static final int[] INITIAL_WEIGHTS = {
    28400, 15200, 12000, 2000, 4500, 6000, -5000, 7000, 7200
  };

  private static final int EFFECTS = 16;
  private static final int ROW_EFFECTS = 8;
  private static final int WINDOWS = 16;
  private static final int WINDOW_RADIUS = 2;
  private static final int PATTERNS = 1 << 7;
  private static final int ACTIVITIES = 64;

  /** Steps of effects, in 1/256 of a logit. */
  private static final int EFFECT_STEP = 128;

  private static final int COUNTER_PRIOR = 2;
  private static final int COUNTER_LIMIT = 1023;

  private final Matrix matrix;
  private final Traversal order;
  private final byte[] marks;
  private final int[] columnCounts;
  private final int[] rowCounts;
  private final long[] expectedInRow;

  /** The density of each column when it was last looked at. */
  private final int[] columnDensities;

  private final int[] neighbours;
  private final int[] activityClass;
  private int surprise;
  private final long density;
  private final int densityLogit;
  private final Mixer mixer;
  private final Counters patterns;
  private final Counters effects;
  private final Counters windows;
  private final Counters activities;

  /**
   * A model that has seen nothing yet.
   *
   * @param marks one per element, row-major, 0 where nothing survives or nothing is known yet; to
   *     be kept up to date by the caller
   */
  PositionModel(Matrix matrix, Traversal order, int learningShift, byte[] marks) {
    this.matrix = matrix;
    this.order = order;
    this.marks = marks;
    this.columnCounts = new int[matrix.columns()];
    this.rowCounts = new int[matrix.rows()];
    this.expectedInRow = new long[matrix.rows()];
    this.columnDensities = new int[matrix.columns()];
    this.neighbours = neighbours(matrix.width());
    this.activityClass = activityClasses(matrix);
    this.density = bounded((matrix.survivors() * DENSITY_ONE) / (matrix.size() + 1L));
    this.densityLogit = logit(density);
    this.mixer = new Mixer(learningShift, INITIAL_WEIGHTS);
    int probability = Math.max(1, (int) (density >> (DENSITY_BITS - Logistic.PROBABILITY_BITS)));
    this.patterns = new Counters(PATTERNS, probability, COUNTER_PRIOR, COUNTER_LIMIT);
    this.effects = new Counters(EFFECTS * ROW_EFFECTS, probability, COUNTER_PRIOR, COUNTER_LIMIT);
    this.windows = new Counters(EFFECTS * WINDOWS, probability, COUNTER_PRIOR, COUNTER_LIMIT);
    this.activities = new Counters(ACTIVITIES, probability, COUNTER_PRIOR, COUNTER_LIMIT);
  }

  private static int[] neighbours(int width) {
    return width == 0
        ? new int[] {-1, 1}
        : new int[] {-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1};
  }

  private static int[] activityClasses(Matrix matrix) {
    int[] classes = new int[matrix.columns()];
    for (int column = 0; column < classes.length; column++) {
      int activity = matrix.activity(column);
      classes[column] =
          activity == 0 ? 0 : Math.min(ACTIVITIES - 1, 1 + Logistic.log(activity) / 64);
    }
    return classes;
  }

  private static long bounded(long density) {
    return Math.max(1, Math.min(DENSITY_ONE - 1, density));
  }

  private static int logit(long density) {
    return Logistic.log(density) - Logistic.log(DENSITY_ONE - density);
  }

  /**
   * Codes whether an element survives.
   *
   * @param bit 1 if it does; a decoder does not look at it
   * @return 1 if it does
   */
  int code(BitCoder coder, int row, int column, int bit) {
    long columnDensity = columnDensity(row, column);
    int columnLogit = logit(columnDensity);
    int rowEffect = ratio(rowCounts[row], expectedInRow[row], DENSITY_ONE);
    int effect = level((columnLogit - densityLogit) / EFFECT_STEP, EFFECTS);
    int effectContext = effect * ROW_EFFECTS + level(rowEffect / EFFECT_STEP, ROW_EFFECTS);
    int windowContext = effect * WINDOWS + Math.min(WINDOWS - 1, window(row, column));
    int pattern = pattern(row, column);
    int activity = activityClass[column];
    mixer.add(columnLogit);
    mixer.add(rowEffect);
    mixer.add(patterns.logit(pattern));
    mixer.add(effects.logit(effectContext));
    mixer.add(windows.logit(windowContext));
    mixer.add(activities.logit(activity));
    mixer.add(Logistic.UNIT);
    mixer.add(localEffect(row, column, NEAR));
    mixer.add(localEffect(row, column, FAR));
    int predicted = mixer.mix();
    surprise = Logistic.PROBABILITY_BITS - Integer.SIZE + Integer.numberOfLeadingZeros(predicted);
    int result = coder.code(bit, predicted);
    mixer.update(result);
    patterns.update(pattern, result);
    effects.update(effectContext, result);
    windows.update(windowContext, result);
    activities.update(activity, result);
    columnDensities[column] = (int) columnDensity;
    expectedInRow[row] += columnDensity;
    columnCounts[column] += result;
    rowCounts[row] += result;
    return result;
  }

  /** How little likely it was that the last element survives: the bits of that, rounded down. */
  int surprise() {
    return surprise;
  }

  private long columnDensity(int row, int column) {
    long ones = 0;
    long seen = 0;
    for (int offset : neighbours) {
      int near = column + offset;
      if (near >= 0 && near < columnCounts.length) {
        ones += columnCounts[near];
        seen += order.seen(matrix, row, column, near);
      }
    }
    long near = ((ones << DENSITY_BITS) + MATRIX_PRIOR * density) / (seen + MATRIX_PRIOR);
    return bounded(
        (((long) columnCounts[column] << DENSITY_BITS) + NEIGHBOURS_PRIOR * near)
            / (row + NEIGHBOURS_PRIOR));
  }

  /** The logarithm of how many more there are than expected, both plus a prior. */
  private static int ratio(long count, long expected, long prior) {
    return Logistic.log((count << DENSITY_BITS) + prior) - Logistic.log(expected + prior);
  }

  private static int level(int value, int levels) {
    return Math.max(0, Math.min(levels - 1, value + levels / 2));
  }

  /** How many survive among the elements before this one in its row that are near. */
  private int window(int row, int column) {
    int count = 0;
    for (int y = 0; y <= rowsAbove(WINDOW_RADIUS); y++) {
      for (int i = from(row, column, y, WINDOW_RADIUS);
          i < to(row, column, y, WINDOW_RADIUS);
          i++) {
        count += marks[i] == 0 ? 0 : 1;
      }
    }
    return count;
  }

  /** How many more survive near, before this element in its row, than their columns let expect. */
  private int localEffect(int row, int column, int radius) {
    long count = 0;
    long expected = 0;
    int rowStart = row * matrix.columns();
    for (int y = 0; y <= rowsAbove(radius); y++) {
      for (int i = from(row, column, y, radius); i < to(row, column, y, radius); i++) {
        count += marks[i] == 0 ? 0 : 1;
        expected += columnDensities[i - rowStart];
      }
    }
    return ratio(count, expected, DENSITY_ONE / LOCAL_PRIOR);
  }

  /** The rows of the picture in a neighbourhood; what is no picture has one. */
  private int rowsAbove(int radius) {
    return matrix.width() == 0 ? 0 : radius;
  }

  private int from(int row, int column, int y, int radius) {
    int reach = matrix.width() == 0 ? LINE_REACH * radius : radius;
    return row * matrix.columns() + Math.max(0, column - y * matrix.width() - reach);
  }

  private int to(int row, int column, int y, int radius) {
    return row * matrix.columns()
        + Math.max(0, y == 0 ? column : Math.min(column, column - y * matrix.width() + radius + 1));
  }

  private int pattern(int row, int column) {
    int pattern =
        isMarked(row, column - 1)
            | (isMarked(row, column - 2) << 1)
            | (isMarked(row - 1, column) << 2);
    int width = matrix.width();
    if (width > 0) {
      pattern |=
          (isMarked(row, column - width) << 3)
              | (isMarked(row, column - width - 1) << 4)
              | (isMarked(row, column - width + 1) << 5)
              | (isMarked(row, column - 2 * width) << 6);
    }
    return pattern;
  }

  private int isMarked(int row, int column) {
    return row < 0 || column < 0 || marks[row * matrix.columns() + column] == 0 ? 0 : 1;
  }
}
