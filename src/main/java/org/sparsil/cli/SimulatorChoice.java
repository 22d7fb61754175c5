// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import org.sparsil.sim.Simulator;

/** Which simulator a user wants. */
enum SimulatorChoice {
  /** The one that is done sooner. */
  auto,
  icarus,
  verilator;

  /** Simulated cycles from which compiling for Verilator costs less than waiting for Icarus. */
  private static final long MANY_CYCLES = 30_000;

  /** The simulator for a run of so many cycles. */
  Simulator forCycles(long cycles) {
    return switch (this) {
      case icarus -> Simulator.ICARUS;
      case verilator -> Simulator.VERILATOR;
      case auto -> cycles <= MANY_CYCLES ? Simulator.ICARUS : Simulator.VERILATOR;
    };
  }
}
