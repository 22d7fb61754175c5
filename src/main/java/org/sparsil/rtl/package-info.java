// SPDX-License-Identifier: Apache-2.0
/**
 * The design as records: one per Verilog module, memory image and script, each with a template of
 * the same name.
 *
 * <p>Why: the model computes, the template places. Everything a template prints is a field with its
 * final value, so that a template reads like the Verilog that it makes and a record can be tested
 * without rendering it. Identifiers come from one allocator, since layer names are whatever the
 * user's training script made of them.
 */
@NullMarked
package org.sparsil.rtl;

import org.jspecify.annotations.NullMarked;
