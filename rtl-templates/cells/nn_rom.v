// SPDX-License-Identifier: Apache-2.0
//
// A read-only memory with a registered output. Latency: 1 cycle.

`default_nettype none

module nn_rom #(
  parameter WIDTH        = 8,
  parameter DEPTH        = 16,
  parameter ADDRESS_BITS = 4,
  parameter FILE         = ""   // DEPTH words of WIDTH bits, hexadecimal
) (
  input  wire                    clk,
  input  wire                    enable_i,
  input  wire [ADDRESS_BITS-1:0] address_i,
  output wire [WIDTH-1:0]        data_o
);

  reg [WIDTH-1:0] memory [0:DEPTH-1];
  reg [WIDTH-1:0] data_q;

  generate
    if (FILE != "") begin : gen_contents
      initial $readmemh(FILE, memory);
    end
  endgenerate

  always @(posedge clk) begin
    if (enable_i) data_q <= memory[address_i];
  end

  assign data_o = data_q;

endmodule

`default_nettype wire
