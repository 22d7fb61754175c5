// SPDX-License-Identifier: Apache-2.0
//
// A first-in first-out memory between two streams, with a registered output; large ones infer block
// RAM. Holds 2^DEPTH_BITS beats and one more. Latency: 2 cycles.

`default_nettype none

module nn_queue #(
  parameter WIDTH      = 9,
  parameter DEPTH_BITS = 4
) (
  input  wire             clk,
  input  wire             rst,

  input  wire             s_tvalid_i,
  output wire             s_tready_o,
  input  wire [WIDTH-1:0] s_data_i,

  output wire             m_tvalid_o,
  input  wire             m_tready_i,
  output wire [WIDTH-1:0] m_data_o
);

  reg [WIDTH-1:0]    memory [0:(1 << DEPTH_BITS)-1];
  reg [WIDTH-1:0]    data_q;
  reg [DEPTH_BITS:0] write_q;
  reg [DEPTH_BITS:0] read_q;
  reg                valid_q;

  wire full    = write_q == {~read_q[DEPTH_BITS], read_q[DEPTH_BITS-1:0]};
  wire stored  = write_q != read_q;
  wire write   = s_tvalid_i & ~full;
  wire advance = ~valid_q | m_tready_i;

  always @(posedge clk) begin
    if (rst) begin
      write_q <= {(DEPTH_BITS + 1){1'b0}};
      read_q  <= {(DEPTH_BITS + 1){1'b0}};
      valid_q <= 1'b0;
    end else begin
      if (write) write_q <= write_q + 1'b1;
      if (advance) valid_q <= stored;
      if (advance & stored) read_q <= read_q + 1'b1;
    end
  end

  always @(posedge clk) begin
    if (write) memory[write_q[DEPTH_BITS-1:0]] <= s_data_i;
    if (advance & stored) data_q <= memory[read_q[DEPTH_BITS-1:0]];
  end

  assign s_tready_o = ~full;
  assign m_tvalid_o = valid_q;
  assign m_data_o   = data_q;

endmodule

`default_nettype wire
