// SPDX-License-Identifier: Apache-2.0
//
// The control of an element-wise stage: takes an element when a credit is left for it, so that the
// path to the output FIFO never stalls. Interval: 1 cycle per element.

`default_nettype none

module nn_elementwise_control #(
  parameter CREDITS     = 16,
  parameter CREDIT_BITS = 5    // holds CREDITS
) (
  input  wire clk,
  input  wire rst,

  input  wire s_tvalid_i,
  output wire s_tready_o,
  output wire take_o,
  input  wire returned_i       // a credit comes back
);

  localparam [31:0] ALL_CREDITS = CREDITS;

  reg [CREDIT_BITS-1:0] credits_q;

  always @(posedge clk) begin
    if (rst) credits_q <= ALL_CREDITS[CREDIT_BITS-1:0];
    else if (take_o & ~returned_i) credits_q <= credits_q - 1'b1;
    else if (~take_o & returned_i) credits_q <= credits_q + 1'b1;
  end

  assign s_tready_o = credits_q != {CREDIT_BITS{1'b0}};
  assign take_o     = s_tvalid_i & s_tready_o;

endmodule

`default_nettype wire
