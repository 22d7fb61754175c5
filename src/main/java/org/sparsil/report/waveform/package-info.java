// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures of what a simulation did: value change dumps drawn as SVG.
 *
 * <p>Why: a waveform in a README or in a CI report needs no viewer. Only the part of the dump
 * format that Icarus and Verilator write is read; signals are named by their full path, as the
 * simulator names them.
 */
@NullMarked
package org.sparsil.report.waveform;

import org.jspecify.annotations.NullMarked;
