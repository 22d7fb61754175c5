// SPDX-License-Identifier: Apache-2.0
//
// Pooling of whole images: the largest element of each channel, or the sum of elements less
// ZERO_POINT. Pixels come channel by channel; each channel has its running value in a small memory,
// and with the last pixel the values leave.
//
// From an element of the last pixel taken to value_valid_o: 1 cycle. Interval: 1 cycle per element.

`default_nettype none

module nn_global_pool #(
  parameter BITS         = 8,
  parameter SIGNED       = 1,
  parameter SUM          = 0,    // 0: the largest element, 1: the sum
  parameter ZERO_POINT   = 0,
  parameter VALUE_BITS   = 9,    // signed
  parameter CHANNELS     = 1,
  parameter PIXELS       = 1,    // of a frame
  parameter CHANNEL_BITS = 1,    // counts the channels
  parameter PIXEL_BITS   = 1,    // counts the pixels
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5     // holds CREDITS
) (
  input  wire                         clk,
  input  wire                         rst,

  input  wire                         s_tvalid_i,
  output wire                         s_tready_o,
  input  wire [BITS-1:0]              s_tdata_i,
  output wire [CHANNEL_BITS-1:0]      channel_o,       // of the element at the door

  output wire                         value_valid_o,
  output wire                         value_last_o,    // of the frame
  output wire signed [VALUE_BITS-1:0] value_o,
  input  wire                         returned_i       // a credit comes back
);

  localparam [31:0] LAST_CHANNEL = CHANNELS - 1;
  localparam [31:0] LAST_PIXEL   = PIXELS - 1;
  localparam [31:0] ALL_CREDITS  = CREDITS;
  localparam signed [VALUE_BITS-1:0] ZERO = ZERO_POINT;

  reg signed [VALUE_BITS-1:0] running [0:CHANNELS-1];
  reg                         valid_q;
  reg                         last_q;
  reg signed [VALUE_BITS-1:0] value_q;
  reg [CHANNEL_BITS-1:0]      channel_q;
  reg [PIXEL_BITS-1:0]        pixel_q;
  reg [CREDIT_BITS-1:0]       credits_q;

  wire take         = s_tvalid_i & s_tready_o;
  wire last_channel = channel_q == LAST_CHANNEL[CHANNEL_BITS-1:0];
  wire last_pixel   = pixel_q == LAST_PIXEL[PIXEL_BITS-1:0];
  wire first_pixel  = pixel_q == {PIXEL_BITS{1'b0}};
  wire done         = take & last_pixel;

  wire                         sign   = SIGNED ? s_tdata_i[BITS-1] : 1'b0;
  wire signed [VALUE_BITS-1:0] x      = {{(VALUE_BITS - BITS){sign}}, s_tdata_i};
  wire signed [VALUE_BITS-1:0] so_far = running[channel_q];
  wire signed [VALUE_BITS-1:0] joined;

  generate
    if (SUM) begin : gen_sum
      assign joined = first_pixel ? x - ZERO : so_far + (x - ZERO);
    end else begin : gen_largest
      assign joined = first_pixel | (x > so_far) ? x : so_far;
    end
  endgenerate

  always @(posedge clk) begin
    if (rst) begin
      valid_q   <= 1'b0;
      channel_q <= {CHANNEL_BITS{1'b0}};
      pixel_q   <= {PIXEL_BITS{1'b0}};
      credits_q <= ALL_CREDITS[CREDIT_BITS-1:0];
    end else begin
      valid_q <= done;
      if (take) begin
        channel_q <= last_channel ? {CHANNEL_BITS{1'b0}} : channel_q + 1'b1;
        if (last_channel) pixel_q <= last_pixel ? {PIXEL_BITS{1'b0}} : pixel_q + 1'b1;
      end
      if (done & ~returned_i) credits_q <= credits_q - 1'b1;
      if (~done & returned_i) credits_q <= credits_q + 1'b1;
    end
  end

  always @(posedge clk) begin
    if (take) begin
      running[channel_q] <= joined;
      value_q            <= joined;
    end
    last_q <= last_channel;
  end

  assign s_tready_o    = credits_q != {CREDIT_BITS{1'b0}};
  assign channel_o     = channel_q;
  assign value_valid_o = valid_q;
  assign value_last_o  = last_q;
  assign value_o       = value_q;

endmodule

`default_nettype wire
