// SPDX-License-Identifier: Apache-2.0
//
// The bench with a clock of its own, for Icarus. Verilator drives tb_core from C++.
//   +vcd=FILE   records all waves

`default_nettype none

module tb;

  reg          clk = 1'b0;
  reg [2047:0] vcd;

  always #5 clk = ~clk;

  initial begin
    if ($value$plusargs("vcd=%s", vcd)) begin
      $dumpfile(vcd);
      $dumpvars(0, tb);
    end
  end

  tb_core u_core (
    .clk (clk)
  );

endmodule

`default_nettype wire
