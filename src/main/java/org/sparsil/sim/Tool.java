// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

/** A program that is run. */
enum Tool {
  IVERILOG("iverilog", "iverilog"),
  VVP("vvp", "iverilog"),
  VERILATOR("verilator", "verilator"),
  CXX("g++", "g++"),
  MAKE("make", "make");

  final String program;

  /** The Debian package that it comes with. */
  final String debianPackage;

  Tool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }
}
