// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.sparsil.photonic.compensate;

import org.jspecify.annotations.NullMarked;
