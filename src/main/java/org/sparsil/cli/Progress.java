// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far a long work is, where the launcher found a terminal and nobody's CI. */
final class Progress {
  private static final int BLOCK = 1024;

  private Progress() {}

  /**
   * Works through a list block by block.
   *
   * @param work makes a result of each element of a block
   * @return the results, in the order of the list
   */
  static <S, T> List<T> inBlocks(String task, List<S> all, Function<List<S>, List<T>> work) {
    if (all.size() <= BLOCK || !Boolean.getBoolean("sparsil.terminal")) {
      return inBlocks(all, work, done -> {});
    }
    try (ProgressBar bar = new ProgressBar(task, all.size())) {
      return inBlocks(all, work, bar::stepTo);
    }
  }

  /** Works through a list, each element of which takes a while. */
  static <S, T> List<T> one(String task, List<S> all, Function<S, T> work) {
    if (!Boolean.getBoolean("sparsil.terminal")) {
      return all.stream().map(work).toList();
    }
    List<T> results = new ArrayList<>();
    try (ProgressBar bar = new ProgressBar(task, all.size())) {
      for (S element : all) {
        results.add(work.apply(element));
        bar.step();
      }
    }
    return results;
  }

  private static <S, T> List<T> inBlocks(
      List<S> all, Function<List<S>, List<T>> work, LongConsumer done) {
    List<T> results = new ArrayList<>(all.size());
    for (int from = 0; from < all.size(); from += BLOCK) {
      int to = Math.min(all.size(), from + BLOCK);
      results.addAll(work.apply(all.subList(from, to)));
      done.accept(to);
    }
    return results;
  }
}
