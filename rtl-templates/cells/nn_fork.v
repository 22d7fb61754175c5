// SPDX-License-Identifier: Apache-2.0
//
// Hands a stream to several readers. Each takes a beat when it likes; the next beat comes when all
// have it. Latency: none.

`default_nettype none

module nn_fork #(
  parameter READERS = 2
) (
  input  wire               clk,
  input  wire               rst,

  input  wire               s_tvalid_i,
  output wire               s_tready_o,
  output wire [READERS-1:0] m_tvalid_o,
  input  wire [READERS-1:0] m_tready_i
);

  reg  [READERS-1:0] done_q;
  wire [READERS-1:0] done = done_q | m_tready_i;

  always @(posedge clk) begin
    if (rst) done_q <= {READERS{1'b0}};
    else if (s_tvalid_i) done_q <= s_tready_o ? {READERS{1'b0}} : done;
  end

  assign s_tready_o = &done;
  assign m_tvalid_o = {READERS{s_tvalid_i}} & ~done_q;

endmodule

`default_nettype wire
