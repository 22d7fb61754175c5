// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.List;

/**
 * A shape's way through a program.
 *
 * @param program index in the network's list
 * @param inputs the program's input for each of the values that go in
 * @param outputs the program's output for each of the values that come out
 */
public record Pass(int program, List<Integer> inputs, List<Integer> outputs) {
  public Pass {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
