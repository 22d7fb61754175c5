// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.List;

/**
 * The Vivado project of a design: a script that creates it.
 *
 * @param model the network's name, printable
 * @param sources names of the files in {@code rtl}
 * @param memories names of the files in {@code rom}
 */
public record VivadoProject(
    String top,
    String model,
    String part,
    List<String> sources,
    List<String> memories,
    ClockConstraint clock) {

  /**
   * The constraint of a design's clock.
   *
   * @param periodNanoseconds as a decimal number
   */
  public record ClockConstraint(String model, String periodNanoseconds) {}

  public VivadoProject {
    sources = List.copyOf(sources);
    memories = List.copyOf(memories);
  }

  /** The project of a design for a device. */
  public static VivadoProject of(Design design, TargetOptions target) {
    List<String> modules = new ArrayList<>(List.of(design.top().name()));
    design.layers().forEach(layer -> modules.add(layer.header().module()));
    modules.addAll(design.cells());
    String model = design.top().model();
    return new VivadoProject(
        design.top().name(),
        model,
        target.part(),
        modules.stream().map(module -> module + ".v").toList(),
        design.memories().stream().map(MemoryImage::fileName).toList(),
        new ClockConstraint(model, nanoseconds(target.clockPeriodPicoseconds())));
  }

  private static String nanoseconds(long picoseconds) {
    return "%d.%03d".formatted(picoseconds / 1000, picoseconds % 1000);
  }
}
