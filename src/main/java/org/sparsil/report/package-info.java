// SPDX-License-Identifier: Apache-2.0
/**
 * What came out, for people and for programs.
 *
 * <p>Why: a result is a record first; its text and its JSON are made from the same record, so they
 * cannot say different things. JSON names are the records' component names.
 */
@NullMarked
package org.sparsil.report;

import org.jspecify.annotations.NullMarked;
