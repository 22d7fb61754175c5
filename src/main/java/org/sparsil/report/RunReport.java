// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What the golden model made of a data set.
 *
 * @param accuracy share of frames whose class is the label; empty without labels
 * @param framesPerSecond of the golden model alone
 * @param outputs the integers of each frame, if wanted
 */
public record RunReport(
    int frames,
    Optional<Double> accuracy,
    double framesPerSecond,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<List<Integer>>> outputs) {}
