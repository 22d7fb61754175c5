// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_pad: every element of the larger image is that of the smaller one at the same place,
// or the border's value.

`default_nettype none

module tb_nn_pad;

  localparam CASES = 6;
  `include "verdict.vh"

  tb_nn_pad_case #(
    .SEED(1), .BITS(8), .ROWS(4), .COLUMNS(5), .CHANNELS(1),
    .TOP(1), .LEFT(1), .BOTTOM(1), .RIGHT(1), .VALUE(0)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_pad_case #(
    .SEED(2), .BITS(8), .ROWS(3), .COLUMNS(2), .CHANNELS(3),
    .TOP(2), .LEFT(0), .BOTTOM(1), .RIGHT(3), .VALUE(-7)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_pad_case #(
    .SEED(3), .BITS(1), .ROWS(1), .COLUMNS(1), .CHANNELS(1),
    .TOP(0), .LEFT(1), .BOTTOM(0), .RIGHT(0), .VALUE(1)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_pad_case #(
    .SEED(4), .BITS(5), .ROWS(2), .COLUMNS(7), .CHANNELS(2),
    .TOP(0), .LEFT(6), .BOTTOM(3), .RIGHT(0), .VALUE(9)
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_pad_case #(
    .SEED(5), .BITS(16), .ROWS(7), .COLUMNS(1), .CHANNELS(4),
    .TOP(7), .LEFT(1), .BOTTOM(0), .RIGHT(0), .VALUE(-32768)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_pad_case #(
    .SEED(6), .BITS(8), .ROWS(3), .COLUMNS(3), .CHANNELS(1),
    .TOP(0), .LEFT(0), .BOTTOM(0), .RIGHT(0), .VALUE(1)
  ) u_5 (done[5], checks[5], failures[5]);

endmodule

module tb_nn_pad_case #(
  parameter SEED     = 1,
  parameter BITS     = 8,
  parameter ROWS     = 4,
  parameter COLUMNS  = 5,
  parameter CHANNELS = 1,
  parameter TOP      = 1,
  parameter LEFT     = 1,
  parameter BOTTOM   = 1,
  parameter RIGHT    = 1,
  parameter VALUE    = 0
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam S_BITS       = BITS;
  localparam M_BITS       = BITS + 1;
  localparam ALWAYS_READY = 0;
  localparam LEAST        = 1000;
  localparam ELEMENTS     = ROWS * COLUMNS * CHANNELS;
  localparam LINE         = (LEFT + COLUMNS + RIGHT) * CHANNELS;
  localparam OUTPUTS      = (TOP + ROWS + BOTTOM) * LINE;

  localparam signed [31:0] BORDER = VALUE;

  `include "bench.vh"
  `include "stream.vh"

  nn_pad #(
    .BITS       (BITS),
    .ROWS       (ROWS),
    .COLUMNS    (COLUMNS),
    .CHANNELS   (CHANNELS),
    .TOP        (TOP),
    .LEFT       (LEFT),
    .BOTTOM     (BOTTOM),
    .RIGHT      (RIGHT),
    .VALUE      (VALUE)
  ) u_cell (
    .clk        (clk),
    .rst        (rst),
    .s_tvalid_i (s_tvalid),
    .s_tready_o (s_tready),
    .s_tdata_i  (s_data),
    .m_tvalid_o (m_tvalid),
    .m_tready_i (m_tready),
    .m_tdata_o  (m_data[BITS-1:0]),
    .m_tlast_o  (m_data[BITS])
  );

  integer frame;
  integer place;     // in the larger image
  integer row;       // of the smaller image
  integer column;
  reg     in_image;

  task make;
    made = word(BITS);
  endtask

  task want;
    begin
      frame        = sent / OUTPUTS;
      place        = sent % OUTPUTS;
      row          = place / LINE - TOP;
      column       = place % LINE / CHANNELS - LEFT;
      in_image       = row >= 0 && row < ROWS && column >= 0 && column < COLUMNS;
      wanted_input = frame * ELEMENTS;
      if (in_image) begin
        wanted_input = wanted_input + (row * COLUMNS + column) * CHANNELS + place % CHANNELS;
      end
      care         = {M_BITS{1'b1}};
      wanted       = {place == OUTPUTS - 1, in_image ? beats[wanted_input] : BORDER[BITS-1:0]};
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (s_tvalid || (!in_image && place > 0)), "latency");
      check(s_tready === (m_tready && in_image), "tready");
    end
  endtask

  task restart;
    begin
    end
  endtask

endmodule

`default_nettype wire
