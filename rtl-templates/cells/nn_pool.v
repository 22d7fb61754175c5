// SPDX-License-Identifier: Apache-2.0
//
// Pooling: the largest element of each window and channel, or the sum of elements less ZERO_POINT.
// Windows come tap by tap, channel by channel. An element is taken when a credit is left, so that
// the path to the output memory never stalls.
//
// From the last tap taken to value_valid_o: 1 cycle. Interval: 1 cycle per tap.

`default_nettype none

module nn_pool #(
  parameter BITS         = 8,
  parameter SIGNED       = 1,
  parameter SUM          = 0,    // 0: the largest element, 1: the sum
  parameter ZERO_POINT   = 0,
  parameter VALUE_BITS   = 9,    // signed
  parameter CHANNELS     = 1,
  parameter WINDOWS      = 1,    // of a frame
  parameter CHANNEL_BITS = 1,    // counts the channels
  parameter WINDOW_BITS  = 1,    // counts the windows
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5     // holds CREDITS
) (
  input  wire                         clk,
  input  wire                         rst,

  input  wire                         s_tvalid_i,
  output wire                         s_tready_o,
  input  wire [BITS-1:0]              s_tdata_i,
  input  wire                         s_tlast_i,       // of a window's taps
  output wire [CHANNEL_BITS-1:0]      channel_o,       // of the tap at the door
  output wire [WINDOW_BITS-1:0]       window_o,

  output wire                         value_valid_o,
  output wire                         value_last_o,    // of the frame
  output wire signed [VALUE_BITS-1:0] value_o,
  input  wire                         returned_i       // a credit comes back
);

  localparam [31:0] LAST_CHANNEL = CHANNELS - 1;
  localparam [31:0] LAST_WINDOW  = WINDOWS - 1;
  localparam [31:0] ALL_CREDITS  = CREDITS;
  localparam signed [VALUE_BITS-1:0] ZERO = ZERO_POINT;

  reg                         first_q;
  reg                         valid_q;
  reg                         last_q;
  reg signed [VALUE_BITS-1:0] value_q;
  reg [CHANNEL_BITS-1:0]      channel_q;
  reg [WINDOW_BITS-1:0]       window_q;
  reg [CREDIT_BITS-1:0]       credits_q;

  wire take         = s_tvalid_i & s_tready_o;
  wire done         = take & s_tlast_i;
  wire last_channel = channel_q == LAST_CHANNEL[CHANNEL_BITS-1:0];
  wire last_window  = window_q == LAST_WINDOW[WINDOW_BITS-1:0];

  wire                         sign = SIGNED ? s_tdata_i[BITS-1] : 1'b0;
  wire signed [VALUE_BITS-1:0] x    = {{(VALUE_BITS - BITS){sign}}, s_tdata_i};
  wire signed [VALUE_BITS-1:0] joined;

  generate
    if (SUM) begin : gen_sum
      assign joined = first_q ? x - ZERO : value_q + (x - ZERO);
    end else begin : gen_largest
      assign joined = first_q | (x > value_q) ? x : value_q;
    end
  endgenerate

  always @(posedge clk) begin
    if (rst) begin
      first_q   <= 1'b1;
      valid_q   <= 1'b0;
      channel_q <= {CHANNEL_BITS{1'b0}};
      window_q  <= {WINDOW_BITS{1'b0}};
      credits_q <= ALL_CREDITS[CREDIT_BITS-1:0];
    end else begin
      valid_q <= done;
      if (take) first_q <= s_tlast_i;
      if (done) begin
        channel_q <= last_channel ? {CHANNEL_BITS{1'b0}} : channel_q + 1'b1;
        if (last_channel) window_q <= last_window ? {WINDOW_BITS{1'b0}} : window_q + 1'b1;
      end
      if (done & ~returned_i) credits_q <= credits_q - 1'b1;
      if (~done & returned_i) credits_q <= credits_q + 1'b1;
    end
  end

  always @(posedge clk) begin
    if (take) value_q <= joined;
    last_q <= last_channel & last_window;
  end

  assign s_tready_o    = credits_q != {CREDIT_BITS{1'b0}};
  assign channel_o     = channel_q;
  assign window_o      = window_q;
  assign value_valid_o = valid_q;
  assign value_last_o  = last_q;
  assign value_o       = value_q;

endmodule

`default_nettype wire
