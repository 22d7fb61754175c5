// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

/**
 * Where a layer reads a value.
 *
 * @param layer the layer's name
 * @param input which of the values that it reads, from 0
 */
public record Port(String layer, int input) {}
