// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

/**
 * Why a pattern has no place on a device.
 *
 * @param matchedUnits units that the best attempt could place; all that work, if they are too few
 * @param neededUnits units of the pattern
 * @param reason what that attempt lacked, a sentence without a full stop
 */
public record Misfit(int matchedUnits, int neededUnits, String reason) {}
