// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_gather: every output is the element of its strip whose place the five loops give, as
// early as the strip is full and the one before it is read.

`default_nettype none

module tb_nn_gather;

  localparam CASES = 6;
  `include "verdict.vh"

  // Each element twice, each row twice.
  tb_nn_gather_case #(
    .SEED(1), .BITS(8), .STRIP(5), .STRIPS(3), .COUNT_0(1), .STRIDE_0(0), .COUNT_1(2),
    .STRIDE_1(0), .COUNT_2(5), .STRIDE_2(1), .COUNT_3(2), .STRIDE_3(0), .COUNT_4(1), .STRIDE_4(1)
  ) u_0 (done[0], checks[0], failures[0]);
  // Depth to space: blocks of 2 by 2.
  tb_nn_gather_case #(
    .SEED(2), .BITS(7), .STRIP(24), .STRIPS(2), .COUNT_0(2), .STRIDE_0(4), .COUNT_1(3),
    .STRIDE_1(8), .COUNT_2(2), .STRIDE_2(2), .COUNT_3(2), .STRIDE_3(1), .COUNT_4(1), .STRIDE_4(1)
  ) u_1 (done[1], checks[1], failures[1]);
  // Fewer than come in.
  tb_nn_gather_case #(
    .SEED(3), .BITS(16), .STRIP(16), .STRIPS(1), .COUNT_0(1), .STRIDE_0(0), .COUNT_1(2),
    .STRIDE_1(8), .COUNT_2(2), .STRIDE_2(2), .COUNT_3(1), .STRIDE_3(0), .COUNT_4(2), .STRIDE_4(1)
  ) u_2 (done[2], checks[2], failures[2]);
  // Transposed.
  tb_nn_gather_case #(
    .SEED(4), .BITS(3), .STRIP(12), .STRIPS(4), .COUNT_0(1), .STRIDE_0(0), .COUNT_1(1),
    .STRIDE_1(0), .COUNT_2(1), .STRIDE_2(0), .COUNT_3(4), .STRIDE_3(1), .COUNT_4(3), .STRIDE_4(4)
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_gather_case #(
    .SEED(5), .BITS(1), .STRIP(1), .STRIPS(1), .COUNT_0(1), .STRIDE_0(0), .COUNT_1(1),
    .STRIDE_1(0), .COUNT_2(1), .STRIDE_2(0), .COUNT_3(1), .STRIDE_3(0), .COUNT_4(1), .STRIDE_4(0)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_gather_case #(
    .SEED(6), .BITS(9), .STRIP(32), .STRIPS(3), .COUNT_0(2), .STRIDE_0(16), .COUNT_1(2),
    .STRIDE_1(8), .COUNT_2(2), .STRIDE_2(4), .COUNT_3(2), .STRIDE_3(2), .COUNT_4(2), .STRIDE_4(1)
  ) u_5 (done[5], checks[5], failures[5]);

endmodule

module tb_nn_gather_case #(
  parameter SEED     = 1,
  parameter BITS     = 8,
  parameter STRIP    = 5,
  parameter STRIPS   = 3,
  parameter COUNT_0  = 1,
  parameter STRIDE_0 = 0,
  parameter COUNT_1  = 2,
  parameter STRIDE_1 = 0,
  parameter COUNT_2  = 5,
  parameter STRIDE_2 = 1,
  parameter COUNT_3  = 2,
  parameter STRIDE_3 = 0,
  parameter COUNT_4  = 1,
  parameter STRIDE_4 = 1
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam S_BITS       = BITS;
  localparam M_BITS       = BITS + 1;
  localparam ALWAYS_READY = 0;
  localparam LEAST        = 500;
  localparam INNER        = COUNT_3 * COUNT_4;
  localparam OUTPUTS      = COUNT_0 * COUNT_1 * COUNT_2 * INNER;   // of a strip

  `include "bench.vh"
  `include "stream.vh"

  nn_gather #(
    .BITS       (BITS),
    .STRIP      (STRIP),
    .STRIPS     (STRIPS),
    .COUNT_0    (COUNT_0),
    .STRIDE_0   (STRIDE_0),
    .COUNT_1    (COUNT_1),
    .STRIDE_1   (STRIDE_1),
    .COUNT_2    (COUNT_2),
    .STRIDE_2   (STRIDE_2),
    .COUNT_3    (COUNT_3),
    .STRIDE_3   (STRIDE_3),
    .COUNT_4    (COUNT_4),
    .STRIDE_4   (STRIDE_4)
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

  integer strip;
  integer turn;     // of all loops of the strip
  integer place;

  task make;
    made = word(BITS);
  endtask

  task want;
    begin
      strip        = sent / OUTPUTS;
      turn         = sent % OUTPUTS;
      place        = turn % COUNT_4 * STRIDE_4
                     + turn / COUNT_4 % COUNT_3 * STRIDE_3
                     + turn / INNER % COUNT_2 * STRIDE_2
                     + turn / INNER / COUNT_2 % COUNT_1 * STRIDE_1
                     + turn / INNER / COUNT_2 / COUNT_1 * STRIDE_0;
      wanted       = {turn == OUTPUTS - 1 && strip % STRIPS == STRIPS - 1,
                      beats[strip * STRIP + place]};
      care         = {M_BITS{1'b1}};
      wanted_input = strip * STRIP + STRIP - 1;
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (wanted_input < taken_before), "latency");
      check(s_tready === (taken / STRIP - (sent + (m_tvalid ? 1 : 0)) / OUTPUTS < 2), "room");
    end
  endtask

  task restart;
    begin
    end
  endtask

endmodule

`default_nettype wire
