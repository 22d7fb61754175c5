// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: reads what the user wants, wires the pipeline, shows what came out.
 *
 * <p>Why: this is the only package that prints or exits, so everything below can be called from a
 * test or another program. A setting has one name, kind, range and explanation, in {@link
 * org.sparsil.cli.Setting}: the options, the configuration file, its checks and its printed form
 * all come from there.
 */
@NullMarked
package org.sparsil.cli;

import org.jspecify.annotations.NullMarked;
