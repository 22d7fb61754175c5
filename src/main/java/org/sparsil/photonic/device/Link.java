// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/** Two ports joined without loss or phase; both directions alike. */
public record Link(PortRef a, PortRef b) {}
