// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** Which entropy coder is used. */
public enum CoderChoice {
  /** The smaller, for each tensor. */
  AUTO,
  /** Canonical Huffman codes of gaps and of codebook indices. */
  HUFFMAN,
  /** Adaptive binary arithmetic coding. */
  ARITHMETIC
}
