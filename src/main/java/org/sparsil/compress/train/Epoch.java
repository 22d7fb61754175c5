// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

/**
 * How an epoch went.
 *
 * @param phase the name of the phase that it belongs to
 * @param number counted from 1 to {@code of} within the phase
 * @param trainingLoss the mean over the epoch's minibatches, while the weights changed
 * @param validation the network at the end of the epoch
 */
public record Epoch(String phase, int number, int of, double trainingLoss, Score validation) {}
