// SPDX-License-Identifier: Apache-2.0
/**
 * Trains float networks by back-propagation: from scratch, and again after weights were pruned or
 * tied to shared values.
 *
 * <p>Why: the engine (PyTorch through the Deep Java Library) is asked for nothing but the gradient
 * of a loss. The optimizer, the ties between weights, the shuffling and the choice of the best
 * checkpoint are plain Java, so they are deterministic, readable, and can flush denormal numbers,
 * which slow training tenfold and which the engine's Java interface cannot switch off.
 *
 * <p>Pruning, weight sharing and free training are one mechanism, {@link
 * org.sparsil.compress.train.TiedTensor}: an element is tied to a parameter of its own, to one that
 * it shares, or to none. By the chain rule the gradient of a parameter is the sum of the gradients
 * of the elements tied to it.
 *
 * <p>The native half of the engine is optional ({@code mvn -P train}); without it everything in
 * this package but {@link org.sparsil.compress.train.Trainer} works, and that says what is missing.
 * One thread, no network access, and all randomness from the seed: the same recipe gives the same
 * weights on the same kind of processor. (Another kind may add in another order.)
 */
@NullMarked
package org.sparsil.compress.train;

import org.jspecify.annotations.NullMarked;
