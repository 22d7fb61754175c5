// SPDX-License-Identifier: Apache-2.0
//
// A memory with one write port and one registered read port. Latency: 1 cycle.
// Writing and reading one address in the same cycle gives the old word or the new one.

`default_nettype none

module nn_ram #(
  parameter WIDTH        = 8,
  parameter DEPTH        = 16,
  parameter ADDRESS_BITS = 4,
  parameter FILE         = ""   // initial contents: DEPTH words of WIDTH bits, hexadecimal
) (
  input  wire                    clk,

  input  wire                    we_i,
  input  wire [ADDRESS_BITS-1:0] write_address_i,
  input  wire [WIDTH-1:0]        write_data_i,

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
    if (we_i) memory[write_address_i] <= write_data_i;
    if (enable_i) data_q <= memory[address_i];
  end

  assign data_o = data_q;

endmodule

`default_nettype wire
