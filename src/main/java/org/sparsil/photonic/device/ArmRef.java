// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/**
 * An arm of a device.
 *
 * @param unit the unit's position in {@link Device#units()}
 */
public record ArmRef(int unit, Side side) {}
