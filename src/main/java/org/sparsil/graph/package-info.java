// SPDX-License-Identifier: Apache-2.0
/**
 * The float network: what the user trained, as a list of layers in execution order.
 *
 * <p>Why: every layer has exactly one output value, which carries the layer's name; there is no
 * batch axis, since hardware works on one frame at a time. Layers are records of a sealed
 * interface, so a new kind breaks every {@link org.sparsil.graph.Layer.Visitor} at compile time.
 */
@NullMarked
package org.sparsil.graph;

import org.jspecify.annotations.NullMarked;
