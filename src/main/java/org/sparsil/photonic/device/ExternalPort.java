// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/**
 * A port to the outside, where light can be sent in and measured.
 *
 * @param name unique on its device
 */
public record ExternalPort(String name, PortRef at) {}
