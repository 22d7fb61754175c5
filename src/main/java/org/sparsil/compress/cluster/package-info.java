// SPDX-License-Identifier: Apache-2.0
/**
 * Weight sharing: the weights of a layer take few values, found by one-dimensional k-means.
 *
 * <p>Why: in one dimension a cluster is an interval of the sorted values, so everything is done
 * with {@link org.sparsil.compress.cluster.SortedValues}, whose prefix sums make Lloyd's iteration
 * independent of the number of values once they are sorted, and the optimum itself is within reach:
 * the cost of an interval satisfies the quadrangle inequality, so dynamic programming by divide and
 * conquer finds the least error of all clusterings (Wang and Song, Ckmeans.1d.dp, 2011; Grønlund et
 * al., Fast exact k-means in 1D, 2017). Its memory is linear in the number of values, by
 * Hirschberg's device.
 *
 * <p>K-means++ is our own and not that of Commons Math: the latter wraps every value in an object
 * and measures every distance, minutes and gigabytes for a large layer; on sorted values a draw
 * with the same probabilities is a binary search.
 *
 * <p>Hardware wants integers: {@link org.sparsil.compress.cluster.ShareIntegerWeights} chooses
 * among the integers of a width, or among those of few signed digits, the levels and the scale of
 * least error. All these choices are made on the weights themselves, never by rounding a finished
 * codebook.
 */
@NullMarked
package org.sparsil.compress.cluster;

import org.jspecify.annotations.NullMarked;
