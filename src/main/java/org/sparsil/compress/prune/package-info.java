// SPDX-License-Identifier: Apache-2.0
/**
 * Pruning: which weights of a network go, and how many are left.
 *
 * <p>Why: a rule ({@link org.sparsil.compress.prune.PruningRule}) only decides; its decision is a
 * value ({@link org.sparsil.compress.prune.SparsityMasks}) that retraining can hold on to, so that
 * what was pruned stays 0. The rules go by magnitude, as Han et al. do (Learning both Weights and
 * Connections for Efficient Neural Networks, 2015): nothing else is known without data. Biases are
 * never pruned; they are few and cost no multiplication.
 */
@NullMarked
package org.sparsil.compress.prune;

import org.jspecify.annotations.NullMarked;
