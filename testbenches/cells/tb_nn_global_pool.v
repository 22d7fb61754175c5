// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_global_pool: each channel's value is computed anew from the elements of its frame, and
// comes one cycle after the last of them. Elements wait only while no credit is left.

`default_nettype none

module tb_nn_global_pool;

  localparam CASES = 6;
  `include "verdict.vh"

  tb_nn_global_pool_case #(
    .SEED(1), .BITS(8), .SIGNED(1), .SUM(0), .ZERO_POINT(0), .VALUE_BITS(9), .CHANNELS(3),
    .PIXELS(4), .CHANNEL_BITS(2), .PIXEL_BITS(3)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_global_pool_case #(
    .SEED(2), .BITS(8), .SIGNED(0), .SUM(0), .ZERO_POINT(0), .VALUE_BITS(9), .CHANNELS(1),
    .PIXELS(5), .CHANNEL_BITS(1), .PIXEL_BITS(3), .CREDITS(3), .CREDIT_BITS(2)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_global_pool_case #(
    .SEED(3), .BITS(8), .SIGNED(1), .SUM(1), .ZERO_POINT(-128), .VALUE_BITS(14), .CHANNELS(4),
    .PIXELS(16), .CHANNEL_BITS(3), .PIXEL_BITS(5)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_global_pool_case #(
    .SEED(4), .BITS(4), .SIGNED(0), .SUM(1), .ZERO_POINT(9), .VALUE_BITS(8), .CHANNELS(7),
    .PIXELS(3), .CHANNEL_BITS(3), .PIXEL_BITS(2), .CREDITS(1), .CREDIT_BITS(1)
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_global_pool_case #(
    .SEED(5), .BITS(16), .SIGNED(1), .SUM(1), .ZERO_POINT(77), .VALUE_BITS(18), .CHANNELS(1),
    .PIXELS(1), .CHANNEL_BITS(1), .PIXEL_BITS(1)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_global_pool_case #(
    .SEED(6), .BITS(1), .SIGNED(0), .SUM(0), .ZERO_POINT(0), .VALUE_BITS(2), .CHANNELS(9),
    .PIXELS(2), .CHANNEL_BITS(4), .PIXEL_BITS(2), .CREDITS(7), .CREDIT_BITS(3)
  ) u_5 (done[5], checks[5], failures[5]);

endmodule

module tb_nn_global_pool_case #(
  parameter SEED         = 1,
  parameter BITS         = 8,
  parameter SIGNED       = 1,
  parameter SUM          = 0,
  parameter ZERO_POINT   = 0,
  parameter VALUE_BITS   = 9,
  parameter CHANNELS     = 1,
  parameter PIXELS       = 1,
  parameter CHANNEL_BITS = 1,
  parameter PIXEL_BITS   = 1,
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam S_BITS       = BITS;
  localparam M_BITS       = VALUE_BITS + 1;
  localparam ALWAYS_READY = 1;
  localparam LEAST        = 100;
  localparam ELEMENTS     = CHANNELS * PIXELS;

  `include "bench.vh"
  `include "stream.vh"

  wire [CHANNEL_BITS-1:0] channel;
  reg                     returned;

  nn_global_pool #(
    .BITS          (BITS),
    .SIGNED        (SIGNED),
    .SUM           (SUM),
    .ZERO_POINT    (ZERO_POINT),
    .VALUE_BITS    (VALUE_BITS),
    .CHANNELS      (CHANNELS),
    .PIXELS        (PIXELS),
    .CHANNEL_BITS  (CHANNEL_BITS),
    .PIXEL_BITS    (PIXEL_BITS),
    .CREDITS       (CREDITS),
    .CREDIT_BITS   (CREDIT_BITS)
  ) u_cell (
    .clk           (clk),
    .rst           (rst),
    .s_tvalid_i    (s_tvalid),
    .s_tready_o    (s_tready),
    .s_tdata_i     (s_data),
    .channel_o     (channel),
    .value_valid_o (m_tvalid),
    .value_last_o  (m_data[VALUE_BITS]),
    .value_o       (m_data[VALUE_BITS-1:0]),
    .returned_i    (returned)
  );

  integer outstanding;   // credits taken and not returned
  integer first;         // element of the channel
  integer pixel;
  integer x;
  integer joined;

  task make;
    made = word(BITS);
  endtask

  function integer number(input [BITS-1:0] data);
    number = SIGNED && data[BITS-1] ? data - (1 << BITS) : data;
  endfunction

  task want;
    begin
      first        = sent / CHANNELS * ELEMENTS + sent % CHANNELS;
      wanted_input = first + ELEMENTS - CHANNELS;
      joined       = SUM ? 0 : number(beats[first]);
      for (pixel = 0; pixel < PIXELS; pixel = pixel + 1) begin
        x = number(beats[first + pixel * CHANNELS]);
        if (SUM) joined = joined + x - ZERO_POINT;
        else if (x > joined) joined = x;
      end
      wanted = {(sent + 1) % CHANNELS == 0, joined[VALUE_BITS-1:0]};
      care   = {M_BITS{1'b1}};
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (wanted_input < taken), "latency");
      check(s_tready === (outstanding < CREDITS), "credits");
      check(channel === taken % CHANNELS, "channel");
      if (returned) outstanding = outstanding - 1;
      if (s_tvalid && s_tready && taken % ELEMENTS >= ELEMENTS - CHANNELS) begin
        outstanding = outstanding + 1;
      end
      returned <= outstanding > 0 && chance(ready_percent);
    end
  endtask

  task restart;
    begin
      outstanding = 0;
      returned    <= 1'b0;
    end
  endtask

endmodule

`default_nettype wire
