// SPDX-License-Identifier: Apache-2.0
//
// A function as a table: y = table[index]. Latency: 1 cycle, interval: 1.

`default_nettype none

module nn_lookup_table #(
  parameter INDEX_BITS  = 8,
  parameter ENTRIES     = 256,
  parameter OUTPUT_BITS = 8,
  parameter FILE        = ""    // ENTRIES words of OUTPUT_BITS bits, hexadecimal
) (
  input  wire                   clk,
  input  wire                   rst,

  input  wire                   valid_i,
  input  wire                   last_i,
  input  wire [INDEX_BITS-1:0]  index_i,

  output wire                   valid_o,
  output wire                   last_o,
  output wire [OUTPUT_BITS-1:0] y_o
);

  reg valid_q;
  reg last_q;

  always @(posedge clk) begin
    if (rst) valid_q <= 1'b0;
    else     valid_q <= valid_i;
    last_q <= last_i;
  end

  nn_rom #(
    .WIDTH        (OUTPUT_BITS),
    .DEPTH        (ENTRIES),
    .ADDRESS_BITS (INDEX_BITS),
    .FILE         (FILE)
  ) u_table (
    .clk       (clk),
    .enable_i  (1'b1),
    .address_i (index_i),
    .data_o    (y_o)
  );

  assign valid_o = valid_q;
  assign last_o  = last_q;

endmodule

`default_nettype wire
