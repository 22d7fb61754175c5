// SPDX-License-Identifier: Apache-2.0
/**
 * Writes mapped networks as files for whoever drives the mesh.
 *
 * <p>Why so much that could be computed: a mapping is read by people and programs of other origin.
 * They find the device, every convention, what each program must compute and how well it does, and
 * can check all of it; {@code org.sparsil.photonic.check} does so without any of this code.
 *
 * <p>Why written as it is made: a network may take thousands of programs, each of them solved twice
 * for the file. Programs are solved some at a time, in parallel, and only their summaries are kept.
 * The checksum covers the text without its white space, so that a file may be laid out anew.
 */
@NullMarked
package org.sparsil.photonic.file;

import org.jspecify.annotations.NullMarked;
