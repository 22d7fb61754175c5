// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_lookup_table: y = table[index] one cycle later, valid and last in step.

`default_nettype none

module tb_nn_lookup_table;

  localparam CASES = 4;
  `include "verdict.vh"

  tb_nn_lookup_table_case #(
    .SEED(1), .INDEX_BITS(8), .ENTRIES(256), .OUTPUT_BITS(8), .FILE("pattern_8x256.mem")
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_lookup_table_case #(
    .SEED(2), .INDEX_BITS(1), .ENTRIES(1), .OUTPUT_BITS(1), .FILE("pattern_1x1.mem")
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_lookup_table_case #(
    .SEED(3), .INDEX_BITS(10), .ENTRIES(1000), .OUTPUT_BITS(16), .FILE("pattern_16x1000.mem")
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_lookup_table_case #(
    .SEED(4), .INDEX_BITS(3), .ENTRIES(5), .OUTPUT_BITS(31), .FILE("pattern_31x5.mem")
  ) u_3 (done[3], checks[3], failures[3]);

endmodule

module tb_nn_lookup_table_case #(
  parameter SEED        = 1,
  parameter INDEX_BITS  = 8,
  parameter ENTRIES     = 256,
  parameter OUTPUT_BITS = 8,
  parameter FILE        = ""
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"
  `include "pattern.vh"

  localparam CYCLES = 3000;

  reg                    rst;
  reg                    valid;
  reg                    last;
  reg  [INDEX_BITS-1:0]  index;
  wire                   valid_out;
  wire                   last_out;
  wire [OUTPUT_BITS-1:0] y;

  nn_lookup_table #(
    .INDEX_BITS  (INDEX_BITS),
    .ENTRIES     (ENTRIES),
    .OUTPUT_BITS (OUTPUT_BITS),
    .FILE        (FILE)
  ) u_cell (
    .clk         (clk),
    .rst         (rst),
    .valid_i     (valid),
    .last_i      (last),
    .index_i     (index),
    .valid_o     (valid_out),
    .last_o      (last_out),
    .y_o         (y)
  );

  reg                   expected_valid;
  reg                   expected_last;
  reg [OUTPUT_BITS-1:0] expected_y;
  integer               cycle;

  initial begin
    rst   = 1'b1;
    valid = 1'b0;
    last  = 1'b0;
    index = {INDEX_BITS{1'b0}};
    cycle = 0;
  end

  always @(posedge clk) if (!done) begin
    if (cycle > 0) begin
      check(valid_out === expected_valid, "valid");
      if (expected_valid) check(last_out === expected_last, "last");
      if (expected_valid) check(y === expected_y, "y");
    end
    expected_valid = valid & ~rst;
    expected_last  = last;
    expected_y     = pattern(index, OUTPUT_BITS);

    rst   <= chance(2);
    valid <= chance(70);
    last  <= chance(30);
    index <= below(ENTRIES);
    cycle = cycle + 1;
    done  = cycle == CYCLES;
  end

endmodule

`default_nettype wire
