// SPDX-License-Identifier: Apache-2.0
//
// Says when a side of a stream stalls: never if the seed is 0, else at random. Every 256 cycles it
// draws how: not at all, half of the time, seven eighths of the time, or 192 cycles in one piece,
// which is long enough for the stages' output memories to fill. It begins with 64 cycles of stalls
// half of the time, so that short runs see stalls too.

`default_nettype none

module tb_stalls #(
  parameter [31:0] SALT = 32'd1   // keeps two instances of one seed apart
) (
  input  wire        clk,
  input  wire [31:0] seed_i,
  output wire        stall_o
);

  reg        started_q = 1'b0;
  reg [31:0] random_q  = 32'd0;
  reg [7:0]  count_q   = 8'd192;
  reg [1:0]  mode_q    = 2'd1;
  reg        stall;

  // Marsaglia's xorshift with the triple 13, 17, 5; never 0.
  function [31:0] next;
    input [31:0] x;
    reg   [31:0] y;
    begin
      y    = x ^ (x << 13);
      y    = y ^ (y >> 17);
      next = y ^ (y << 5);
    end
  endfunction

  always @(posedge clk) begin
    started_q <= 1'b1;
    if (!started_q) random_q <= (seed_i == SALT) ? SALT : seed_i ^ SALT;
    else            random_q <= next(random_q);
    count_q <= count_q + 8'd1;
    if (count_q == 8'd0) mode_q <= random_q[9:8];
  end

  always @* begin
    stall = 1'b0;
    case (mode_q)
      2'd0:    stall = 1'b0;
      2'd1:    stall = random_q[0];
      2'd2:    stall = random_q[2:0] != 3'd0;
      default: stall = count_q[7:6] != 2'd0;
    endcase
  end

  assign stall_o = (seed_i != 32'd0) & stall;

endmodule

`default_nettype wire
