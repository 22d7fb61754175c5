// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.List;
import org.sparsil.photonic.device.HexCell;

/**
 * Units on the endless honeycomb that together compute a matrix, whatever it is: to be placed on a
 * device, then driven.
 *
 * <p>On ideal units, the field at output i for a field at input j is {@code outputPath(i) *
 * matrix[i][j] * inputPath(j)}.
 */
public sealed interface Pattern permits RealPattern, ComplexPattern, DiamondPattern {
  /** What it is, for people. */
  String description();

  /** The units, always in the same order. */
  List<HexCell> cells();

  /** What one of the {@link #cells()} does. */
  Role role(HexCell cell);

  /** Where each input's light enters. */
  List<HexCell.At> inputs();

  /** Where each output's light leaves. */
  List<HexCell.At> outputs();

  /** The part of a way's factor that depends on the input. */
  PathFactor inputPath(int input);

  /** The part of a way's factor that depends on the output. */
  PathFactor outputPath(int output);
}
