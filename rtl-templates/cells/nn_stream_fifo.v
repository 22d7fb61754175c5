// SPDX-License-Identifier: Apache-2.0
//
// A small first-in first-out memory at the end of a stage. Whoever writes counts credits, or looks
// at room_o; it is never written when full. Latency: 1 cycle. Infers distributed RAM.

`default_nettype none

module nn_stream_fifo #(
  parameter WIDTH      = 9,
  parameter DEPTH_BITS = 4    // 2^DEPTH_BITS elements
) (
  input  wire             clk,
  input  wire             rst,

  input  wire             push_i,
  input  wire [WIDTH-1:0] data_i,
  output wire             room_o,    // room for two more

  output wire             m_tvalid_o,
  input  wire             m_tready_i,
  output wire [WIDTH-1:0] data_o,
  output wire             popped_o
);

  localparam [31:0] TWO_LEFT = (1 << DEPTH_BITS) - 2;

  (* ram_style = "distributed" *)
  reg [WIDTH-1:0]      memory [0:(1 << DEPTH_BITS)-1];
  reg [DEPTH_BITS-1:0] write_q;
  reg [DEPTH_BITS-1:0] read_q;
  reg [DEPTH_BITS:0]   count_q;
  reg                  valid_q;

  always @(posedge clk) begin
    if (push_i) memory[write_q] <= data_i;
  end

  always @(posedge clk) begin
    if (rst) begin
      write_q <= {DEPTH_BITS{1'b0}};
      read_q  <= {DEPTH_BITS{1'b0}};
      count_q <= {(DEPTH_BITS + 1){1'b0}};
      valid_q <= 1'b0;
    end else begin
      if (push_i) write_q <= write_q + 1'b1;
      if (popped_o) read_q <= read_q + 1'b1;
      if (push_i & ~popped_o) count_q <= count_q + 1'b1;
      if (~push_i & popped_o) count_q <= count_q - 1'b1;
      valid_q <= push_i | (count_q > {{DEPTH_BITS{1'b0}}, popped_o});
    end
  end

  assign room_o     = count_q <= TWO_LEFT[DEPTH_BITS:0];
  assign m_tvalid_o = valid_q;
  assign data_o     = memory[read_q];
  assign popped_o   = valid_q & m_tready_i;

endmodule

`default_nettype wire
