// SPDX-License-Identifier: Apache-2.0
//
// The control of an element-wise stage: takes an element when a credit is left for it, so that the
// path to the output FIFO never stalls, and counts the channels. Interval: 1 cycle per element.

`default_nettype none

module nn_elementwise_control #(
  parameter CHANNELS     = 1,
  parameter CHANNEL_BITS = 1,   // counts the channels
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5    // holds CREDITS
) (
  input  wire                    clk,
  input  wire                    rst,

  input  wire                    s_tvalid_i,
  output wire                    s_tready_o,
  output wire                    take_o,
  output wire [CHANNEL_BITS-1:0] channel_o,   // of the element at the door
  input  wire                    returned_i   // a credit comes back
);

  localparam [31:0] ALL_CREDITS  = CREDITS;
  localparam [31:0] LAST_CHANNEL = CHANNELS - 1;

  reg [CHANNEL_BITS-1:0] channel_q;

  always @(posedge clk) begin
    if (rst) begin
      channel_q <= {CHANNEL_BITS{1'b0}};
    end else if (take_o) begin
      if (channel_q == LAST_CHANNEL[CHANNEL_BITS-1:0]) channel_q <= {CHANNEL_BITS{1'b0}};
      else channel_q <= channel_q + 1'b1;
    end
  end

  reg [CREDIT_BITS-1:0] credits_q;

  always @(posedge clk) begin
    if (rst) credits_q <= ALL_CREDITS[CREDIT_BITS-1:0];
    else if (take_o & ~returned_i) credits_q <= credits_q - 1'b1;
    else if (~take_o & returned_i) credits_q <= credits_q + 1'b1;
  end

  assign channel_o  = channel_q;
  assign s_tready_o = credits_q != {CREDIT_BITS{1'b0}};
  assign take_o     = s_tvalid_i & s_tready_o;

endmodule

`default_nettype wire
