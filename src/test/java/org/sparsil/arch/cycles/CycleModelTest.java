// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparsil.arch.CyclePrediction;

/** The running of a design's control; what it says of real designs is compared with simulators. */
final class CycleModelTest {
  @Test
  void a_wire_takes_no_cycle_and_a_frame_as_many_as_it_has_beats() {
    Channel wire = new Channel();
    CyclePrediction prediction =
        new CycleModel(new Source(wire, 4), List.of(), new Sink(wire, 4)).prediction();
    assertThat(prediction.intervalCycles()).isEqualTo(4);
    assertThat(prediction.fillCycles()).isZero();
    assertThat(prediction.drainCycles()).isZero();
  }

  @Test
  void a_design_that_hangs_is_found_at_once() {
    Channel wire = new Channel();
    CycleModel model = new CycleModel(new Source(wire, 4), List.of(), new Sink(wire, 5));
    assertThatThrownBy(model::prediction)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the design hangs after 0 frames");
  }
}
