// SPDX-License-Identifier: Apache-2.0
/** Tests of device files and of the honeycomb, and the generator of the built-in devices. */
@NullMarked
package org.sparsil.photonic.device;

import org.jspecify.annotations.NullMarked;
