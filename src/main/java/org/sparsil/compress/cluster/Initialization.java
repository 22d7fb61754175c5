// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

/** Where the centres of Lloyd's iteration start. */
public enum Initialization {
  /** At equal distances from the smallest value to the largest; keeps the large weights apart. */
  LINEAR,
  /** At equal shares of the values: most centres where most values are. */
  DENSITY,
  /** At values drawn with equal probability. */
  RANDOM,
  /** At values drawn with a probability that grows with the squared distance from the centres. */
  KMEANS_PLUS_PLUS
}
