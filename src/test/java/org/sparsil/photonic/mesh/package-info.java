// SPDX-License-Identifier: Apache-2.0
/** Tests of placing patterns on devices and of solving whole meshes. */
@NullMarked
package org.sparsil.photonic.mesh;

import org.jspecify.annotations.NullMarked;
