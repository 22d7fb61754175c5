// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_queue: what goes in comes out in order, 2 cycles later if nothing hinders it, and as
// many beats find room as the header says.

`default_nettype none

module tb_nn_queue;

  localparam CASES = 4;
  `include "verdict.vh"

  tb_nn_queue_case #(.SEED(1), .WIDTH(9), .DEPTH_BITS(4))
    u_0 (done[0], checks[0], failures[0]);
  tb_nn_queue_case #(.SEED(2), .WIDTH(1), .DEPTH_BITS(1))
    u_1 (done[1], checks[1], failures[1]);
  tb_nn_queue_case #(.SEED(3), .WIDTH(33), .DEPTH_BITS(2))
    u_2 (done[2], checks[2], failures[2]);
  tb_nn_queue_case #(.SEED(4), .WIDTH(17), .DEPTH_BITS(6))
    u_3 (done[3], checks[3], failures[3]);

endmodule

module tb_nn_queue_case #(
  parameter SEED       = 1,
  parameter WIDTH      = 9,
  parameter DEPTH_BITS = 4
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam S_BITS       = WIDTH;
  localparam M_BITS       = WIDTH;
  localparam ALWAYS_READY = 0;
  localparam LEAST        = 1000;
  localparam PLACES       = 1 << DEPTH_BITS;   // and the output register

  `include "bench.vh"
  `include "stream.vh"

  nn_queue #(
    .WIDTH      (WIDTH),
    .DEPTH_BITS (DEPTH_BITS)
  ) u_cell (
    .clk        (clk),
    .rst        (rst),
    .s_tvalid_i (s_tvalid),
    .s_tready_o (s_tready),
    .s_data_i   (s_data),
    .m_tvalid_o (m_tvalid),
    .m_tready_i (m_tready),
    .m_data_o   (m_data)
  );

  task make;
    made = word(WIDTH);
  endtask

  task want;
    begin
      wanted       = beats[sent];
      care         = {M_BITS{1'b1}};
      wanted_input = sent;
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (sent < taken_before), "latency");
      check(s_tready === (taken - sent < PLACES + (m_tvalid ? 1 : 0)), "room");
    end
  endtask

  task restart;
    begin
    end
  endtask

endmodule

`default_nettype wire
