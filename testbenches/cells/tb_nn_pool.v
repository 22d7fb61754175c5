// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_pool: windows of any length; each value is computed anew from its taps, and comes one
// cycle after the last. Elements wait only while no credit is left.

`default_nettype none

module tb_nn_pool;

  localparam CASES = 6;
  `include "verdict.vh"

  tb_nn_pool_case #(
    .SEED(1), .BITS(8), .SIGNED(1), .SUM(0), .ZERO_POINT(0), .VALUE_BITS(9), .CHANNELS(3),
    .WINDOWS(4), .CHANNEL_BITS(2), .WINDOW_BITS(2)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_pool_case #(
    .SEED(2), .BITS(8), .SIGNED(0), .SUM(0), .ZERO_POINT(0), .VALUE_BITS(9), .CHANNELS(1),
    .WINDOWS(5), .CHANNEL_BITS(1), .WINDOW_BITS(3), .CREDITS(3), .CREDIT_BITS(2)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_pool_case #(
    .SEED(3), .BITS(8), .SIGNED(1), .SUM(1), .ZERO_POINT(-128), .VALUE_BITS(13), .CHANNELS(4),
    .WINDOWS(1), .CHANNEL_BITS(3), .WINDOW_BITS(1)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_pool_case #(
    .SEED(4), .BITS(4), .SIGNED(0), .SUM(1), .ZERO_POINT(9), .VALUE_BITS(9), .CHANNELS(2),
    .WINDOWS(3), .CHANNEL_BITS(2), .WINDOW_BITS(2), .CREDITS(1), .CREDIT_BITS(1)
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_pool_case #(
    .SEED(5), .BITS(16), .SIGNED(1), .SUM(1), .ZERO_POINT(77), .VALUE_BITS(22), .CHANNELS(1),
    .WINDOWS(1), .CHANNEL_BITS(1), .WINDOW_BITS(1)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_pool_case #(
    .SEED(6), .BITS(1), .SIGNED(0), .SUM(0), .ZERO_POINT(0), .VALUE_BITS(2), .CHANNELS(9),
    .WINDOWS(2), .CHANNEL_BITS(4), .WINDOW_BITS(2), .CREDITS(7), .CREDIT_BITS(3)
  ) u_5 (done[5], checks[5], failures[5]);

endmodule

module tb_nn_pool_case #(
  parameter SEED         = 1,
  parameter BITS         = 8,
  parameter SIGNED       = 1,
  parameter SUM          = 0,
  parameter ZERO_POINT   = 0,
  parameter VALUE_BITS   = 9,
  parameter CHANNELS     = 1,
  parameter WINDOWS      = 1,
  parameter CHANNEL_BITS = 1,
  parameter WINDOW_BITS  = 1,
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam S_BITS       = BITS + 1;   // {last, data}
  localparam M_BITS       = VALUE_BITS + 1;
  localparam ALWAYS_READY = 1;
  localparam LEAST        = 150;
  localparam LONGEST      = 9;          // window

  `include "bench.vh"
  `include "stream.vh"

  wire [CHANNEL_BITS-1:0] channel;
  wire [WINDOW_BITS-1:0]  window;
  reg                     returned;

  nn_pool #(
    .BITS          (BITS),
    .SIGNED        (SIGNED),
    .SUM           (SUM),
    .ZERO_POINT    (ZERO_POINT),
    .VALUE_BITS    (VALUE_BITS),
    .CHANNELS      (CHANNELS),
    .WINDOWS       (WINDOWS),
    .CHANNEL_BITS  (CHANNEL_BITS),
    .WINDOW_BITS   (WINDOW_BITS),
    .CREDITS       (CREDITS),
    .CREDIT_BITS   (CREDIT_BITS)
  ) u_cell (
    .clk           (clk),
    .rst           (rst),
    .s_tvalid_i    (s_tvalid),
    .s_tready_o    (s_tready),
    .s_tdata_i     (s_data[BITS-1:0]),
    .s_tlast_i     (s_data[BITS]),
    .channel_o     (channel),
    .window_o      (window),
    .value_valid_o (m_tvalid),
    .value_last_o  (m_data[VALUE_BITS]),
    .value_o       (m_data[VALUE_BITS-1:0]),
    .returned_i    (returned)
  );

  integer start [0:CYCLES];   // the first tap of each window
  integer complete;           // windows whose last tap is taken
  integer since;              // taps offered of the window at the door
  integer outstanding;        // credits taken and not returned
  integer tap;
  integer x;
  integer joined;

  task make;
    begin
      made       = word(S_BITS);
      made[BITS] = chance(25) || offered - since == LONGEST - 1;
    end
  endtask

  function integer number(input [BITS-1:0] data);
    number = SIGNED && data[BITS-1] ? data - (1 << BITS) : data;
  endfunction

  task want;
    begin
      wanted_input = sent < complete ? start[sent + 1] - 1 : offered;
      care         = {M_BITS{1'b1}};
      wanted       = {M_BITS{1'b0}};
      if (sent < complete) begin
        joined = SUM ? 0 : number(beats[start[sent]][BITS-1:0]);
        for (tap = start[sent]; tap <= wanted_input; tap = tap + 1) begin
          x = number(beats[tap][BITS-1:0]);
          if (SUM) joined = joined + x - ZERO_POINT;
          else if (x > joined) joined = x;
        end
        wanted = {(sent + 1) % (CHANNELS * WINDOWS) == 0, joined[VALUE_BITS-1:0]};
      end
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (sent < complete), "latency");
      check(s_tready === (outstanding < CREDITS), "credits");
      check(channel === complete % CHANNELS, "channel");
      check(window === complete / CHANNELS % WINDOWS, "window");
      if (returned) outstanding = outstanding - 1;
      if (s_tvalid && s_tready && s_data[BITS]) begin
        outstanding     = outstanding + 1;
        complete        = complete + 1;
        start[complete] = taken + 1;
        since           = taken + 1;
      end
      returned <= outstanding > 0 && chance(ready_percent);
    end
  endtask

  task restart;
    begin
      complete    = 0;
      start[0]    = 0;
      since       = 0;
      outstanding = 0;
      returned    <= 1'b0;
    end
  endtask

endmodule

`default_nettype wire
