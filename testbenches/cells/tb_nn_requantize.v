// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_requantize: values with scales and the results that they must have, from a file of
// vectors that the compiler's own arithmetic computed. Whoever runs the bench sets the parameters.

`default_nettype none

module tb_nn_requantize;

  localparam CASES = 1;
  `include "verdict.vh"

  parameter VALUE_BITS      = 24;
  parameter MULTIPLIER_BITS = 17;
  parameter LEFT_BITS       = 1;
  parameter MAX_LEFT        = 0;
  parameter RIGHT_BITS      = 6;
  parameter MAX_RIGHT       = 40;
  parameter OUTPUT_BITS     = 8;
  parameter MODE            = 0;
  parameter ZERO_POINT      = 0;
  parameter LO              = -128;
  parameter HI              = 127;
  parameter VECTORS         = 0;

  tb_nn_requantize_case #(
    .SEED            (1),
    .VALUE_BITS      (VALUE_BITS),
    .MULTIPLIER_BITS (MULTIPLIER_BITS),
    .LEFT_BITS       (LEFT_BITS),
    .MAX_LEFT        (MAX_LEFT),
    .RIGHT_BITS      (RIGHT_BITS),
    .MAX_RIGHT       (MAX_RIGHT),
    .OUTPUT_BITS     (OUTPUT_BITS),
    .MODE            (MODE),
    .ZERO_POINT      (ZERO_POINT),
    .LO              (LO),
    .HI              (HI),
    .VECTORS         (VECTORS)
  ) u_0 (done[0], checks[0], failures[0]);

endmodule

module tb_nn_requantize_case #(
  parameter SEED            = 1,
  parameter VALUE_BITS      = 24,
  parameter MULTIPLIER_BITS = 17,
  parameter LEFT_BITS       = 1,
  parameter MAX_LEFT        = 0,
  parameter RIGHT_BITS      = 6,
  parameter MAX_RIGHT       = 40,
  parameter OUTPUT_BITS     = 8,
  parameter MODE            = 0,
  parameter ZERO_POINT      = 0,
  parameter LO              = -128,
  parameter HI              = 127,
  parameter VECTORS         = 1
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam LATENCY = 4;

  // {value, multiplier, left, right, y}
  reg [143:0] vectors [0:VECTORS-1];
  reg [143:0] vector;

  initial $readmemh("vectors.mem", vectors);

  reg                              rst;
  reg                              valid;
  reg                              last;
  reg  signed [VALUE_BITS-1:0]     value;
  reg        [MULTIPLIER_BITS-1:0] multiplier;
  reg        [LEFT_BITS-1:0]       left;
  reg        [RIGHT_BITS-1:0]      right;
  wire                             valid_out;
  wire                             last_out;
  wire       [OUTPUT_BITS-1:0]     y;

  nn_requantize #(
    .VALUE_BITS      (VALUE_BITS),
    .MULTIPLIER_BITS (MULTIPLIER_BITS),
    .LEFT_BITS       (LEFT_BITS),
    .MAX_LEFT        (MAX_LEFT),
    .RIGHT_BITS      (RIGHT_BITS),
    .MAX_RIGHT       (MAX_RIGHT),
    .OUTPUT_BITS     (OUTPUT_BITS),
    .MODE            (MODE),
    .ZERO_POINT      (ZERO_POINT),
    .LO              (LO),
    .HI              (HI)
  ) u_cell (
    .clk             (clk),
    .rst             (rst),
    .valid_i         (valid),
    .last_i          (last),
    .value_i         (value),
    .multiplier_i    (multiplier),
    .left_i          (left),
    .right_i         (right),
    .valid_o         (valid_out),
    .last_o          (last_out),
    .y_o             (y)
  );

  // What went in at the last edges, newest first.
  reg                    valid_history [0:LATENCY-1];
  reg                    last_history  [0:LATENCY-1];
  reg  [OUTPUT_BITS-1:0] y_history     [0:LATENCY-1];
  reg  [OUTPUT_BITS-1:0] y_due;
  integer                next;
  integer                idle;
  integer                i;

  initial begin
    rst   = 1'b1;
    valid = 1'b0;
    last  = 1'b0;
    value = {VALUE_BITS{1'b0}};
    y_due = {OUTPUT_BITS{1'b0}};
    next  = 0;
    idle  = 0;
    for (i = 0; i < LATENCY; i = i + 1) valid_history[i] = 1'b0;
  end

  always @(posedge clk) if (!done) begin
    if (!rst) begin
      check(valid_out === valid_history[LATENCY-1], "valid");
      if (valid_history[LATENCY-1]) check(last_out === last_history[LATENCY-1], "last");
      if (valid_history[LATENCY-1]) check(y === y_history[LATENCY-1], "y");
    end

    for (i = LATENCY - 1; i > 0; i = i - 1) begin
      valid_history[i] = valid_history[i-1] & ~rst;
      last_history[i]  = last_history[i-1];
      y_history[i]     = y_history[i-1];
    end
    valid_history[0] = valid & ~rst;
    last_history[0]  = last;
    y_history[0]     = y_due;

    rst   <= below(32'd500) == 32'd0;
    valid <= 1'b0;
    last  <= chance(20);
    if (next == VECTORS) begin
      idle = idle + 1;
    end else if (chance(90)) begin
      vector     = vectors[next];
      valid      <= 1'b1;
      value      <= vector[143:80];
      multiplier <= vector[79:48];
      left       <= vector[47:40];
      right      <= vector[39:32];
      y_due      = vector[31:0];
      next       = next + 1;
    end
    done = idle > LATENCY + 1;
  end

endmodule

`default_nettype wire
