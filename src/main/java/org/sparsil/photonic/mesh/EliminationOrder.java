// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * In which order the unknowns of a sparse system with symmetric pattern are eliminated, and where
 * elements other than 0 then appear: least degree first (Tinney and Walker, Proc. IEEE 55, 1801,
 * 1967). Depends on the pattern only.
 */
final class EliminationOrder {
  private final int[] position;
  private final int[][] later;
  private final int[][] earlier;

  private EliminationOrder(int[] position, int[][] later, int[][] earlier) {
    this.position = position;
    this.later = later;
    this.earlier = earlier;
  }

  /**
   * The order for a graph.
   *
   * @param neighbours of each unknown: mutual, ascending, without itself
   */
  static EliminationOrder of(int[][] neighbours) {
    int size = neighbours.length;
    int[][] graph = neighbours.clone();
    int[] position = new int[size];
    Arrays.fill(position, -1);
    int[][] eliminated = new int[size][];
    PriorityQueue<Candidate> candidates =
        new PriorityQueue<>(
            Comparator.comparingInt(Candidate::degree).thenComparingInt(Candidate::unknown));
    for (int i = 0; i < size; i++) {
      candidates.add(new Candidate(graph[i].length, i));
    }
    int next = 0;
    while (next < size) {
      Candidate best = candidates.remove();
      int pivot = best.unknown();
      if (position[pivot] >= 0 || best.degree() != graph[pivot].length) {
        continue;
      }
      position[pivot] = next;
      eliminated[next++] = graph[pivot];
      for (int neighbour : graph[pivot]) {
        graph[neighbour] = merged(graph[neighbour], graph[pivot], neighbour, pivot);
        candidates.add(new Candidate(graph[neighbour].length, neighbour));
      }
    }
    int[][] later = new int[size][];
    for (int i = 0; i < size; i++) {
      later[i] = Arrays.stream(eliminated[i]).map(j -> position[j]).sorted().toArray();
    }
    return new EliminationOrder(position, later, transposed(later));
  }

  /** An unknown with the degree that it had when it was entered; outdated ones are skipped. */
  private record Candidate(int degree, int unknown) {}

  /** The union of two ascending lists without two elements. */
  private static int[] merged(int[] a, int[] b, int without, int pivot) {
    int[] union = new int[a.length + b.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      int value;
      if (j == b.length || (i < a.length && a[i] <= b[j])) {
        value = a[i];
        j += j < b.length && b[j] == value ? 1 : 0;
        i++;
      } else {
        value = b[j++];
      }
      if (value != without && value != pivot) {
        union[count++] = value;
      }
    }
    return Arrays.copyOf(union, count);
  }

  private static int[][] transposed(int[][] rows) {
    int[] counts = new int[rows.length];
    for (int[] row : rows) {
      for (int column : row) {
        counts[column]++;
      }
    }
    int[][] columns = new int[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      columns[i] = new int[counts[i]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < rows.length; i++) {
      for (int column : rows[i]) {
        columns[column][counts[column]++] = i;
      }
    }
    return columns;
  }

  int size() {
    return position.length;
  }

  /** When an unknown is eliminated, from 0 on. */
  int position(int unknown) {
    return position[unknown];
  }

  /** Positions after this one with elements in its row, ascending; not to be changed. */
  int[] later(int at) {
    return later[at];
  }

  /** Positions before this one with elements in its row, ascending; not to be changed. */
  int[] earlier(int at) {
    return earlier[at];
  }

  /** Elements above the diagonal. */
  long fill() {
    return Arrays.stream(later).mapToLong(row -> row.length).sum();
  }
}
