// SPDX-License-Identifier: Apache-2.0
/**
 * The coded container: a compressed network as a file whose size is the compression's result.
 *
 * <p>It holds a {@link org.sparsil.graph.Graph} completely; what is read back is identical, down to
 * the bits of every number. The last step of Deep Compression (Han, Mao and Dally, 2016) is here:
 * surviving weights as gaps and codebook indices in Huffman codes; and a closer coder beside it.
 *
 * <pre>
 * file       magic (4 bytes), version (1 byte), section for the structure, section per layer with
 *            parameters, in execution order; nothing else
 * section    length (variable-length integer), content, CRC-32 of length and content (4 bytes)
 * structure  names, shapes and attributes: see StructureWriter
 * tensor     head (1 byte: coder, alphabet), then what the coder writes
 * </pre>
 *
 * <p>Why: a format of our own, since every byte counts: a protobuf of the structure alone would
 * take more than all codebooks. One visitor writes the structure and one {@code switch} reads it,
 * so a new kind of layer is a method and a case. Biases and other constants are tensors like
 * weights, in the smallest of the same forms, so trained biases that are shared or lie on a grid
 * pay as well.
 *
 * <p>A weight is pruned if its bits are those of +0; −0 is a value like others, because identity is
 * promised. Files are hostile: every section is checked before it is decoded, sizes are checked
 * before memory is taken, and tables of codes must be complete.
 */
@NullMarked
package org.sparsil.compress.container;

import org.jspecify.annotations.NullMarked;
