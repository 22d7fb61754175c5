// SPDX-License-Identifier: Apache-2.0
package org.sparsil.tensor;

import java.util.List;
import java.util.Optional;

/**
 * Frames, with what they show when that is known.
 *
 * @param frames all of one shape
 * @param labels the class number of each frame
 */
public record Dataset(List<FloatTensor> frames, Optional<IntTensor> labels) {
  public Dataset {
    frames = List.copyOf(frames);
    int count = frames.size();
    labels.ifPresent(
        known -> {
          if (known.size() != count) {
            throw new IllegalArgumentException(known.size() + " labels for " + count + " frames");
          }
        });
  }

  public int size() {
    return frames.size();
  }

  /** The frames from {@code from} to {@code to − 1}. */
  public Dataset slice(int from, int to) {
    return new Dataset(
        frames.subList(from, to),
        labels.map(
            known -> {
              int[] part = new int[to - from];
              known.copyTo(from, part, 0, part.length);
              return IntTensor.vector(part);
            }));
  }
}
