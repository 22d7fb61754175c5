// SPDX-License-Identifier: Apache-2.0
/**
 * Proves a compiled design: runs it in Icarus and Verilator on the golden model's vectors and reads
 * what the bench says.
 *
 * <p>Why: the comparing is done in Verilog, by the monitors of the bench, so that both simulators
 * and {@code make} without Java do the very same check, and tens of millions of elements never pass
 * through a pipe. A design is compiled once for each simulator; scenarios differ in vectors and
 * arguments only. The bench's answer is lines that begin with {@code SPARSIL}:
 *
 * <pre>
 * SPARSIL MISMATCH layer=L frame=F element=E cycle=C expected=HEX got=HEX      the first of a layer
 * SPARSIL VIOLATION layer=L frame=F element=E cycle=C rule=tlast|stable|unknown|extra
 * SPARSIL HANG cycle=C                        no progress at input or output
 * SPARSIL ERROR text                          the bench itself cannot run
 * SPARSIL LAYER name=L elements=N mismatches=M
 * SPARSIL TIMING latency=CYCLES interval=CYCLES fill=CYCLES drain=CYCLES     -1 where not measured
 * SPARSIL DONE frames=N cycles=C frame_error=0|1
 * SPARSIL RESULT pass|fail
 * </pre>
 *
 * <p>Simulators leave grandchildren behind when killed, hence {@link org.sparsil.sim.ToolRun} ends
 * all descendants, and sends output to a file, since a full pipe would block them.
 */
@NullMarked
package org.sparsil.sim;

import org.jspecify.annotations.NullMarked;
