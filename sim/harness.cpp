// SPDX-License-Identifier: Apache-2.0
//
// Gives the bench its clock; the bench ends itself.

#include <memory>

#include "Vtb_core.h"
#include "verilated.h"

int main(int argc, char** argv) {
  const auto context = std::make_unique<VerilatedContext>();
  context->commandArgs(argc, argv);
  const auto bench = std::make_unique<Vtb_core>(context.get());
  bench->clk = 0;
  while (!context->gotFinish()) {
    bench->eval();
    bench->clk = !bench->clk;
  }
  bench->final();
  return 0;
}
