// SPDX-License-Identifier: Apache-2.0
//
// A delay line: what goes in comes out DEPTH enabled cycles later. A single register, or a memory
// that is read and written at the same place; large ones infer block RAM. Whatever was in it at
// reset comes out first.

`default_nettype none

module nn_delay #(
  parameter WIDTH = 8,
  parameter DEPTH = 28    // at least 1
) (
  input  wire             clk,
  input  wire             rst,
  input  wire             enable_i,
  input  wire [WIDTH-1:0] data_i,
  output wire [WIDTH-1:0] data_o
);

  reg [WIDTH-1:0] data_q;

  assign data_o = data_q;

  generate
    if (DEPTH == 1) begin : gen_register
      // verilator lint_off UNUSED
      wire unused = &{1'b0, rst};
      // verilator lint_on UNUSED

      always @(posedge clk) begin
        if (enable_i) data_q <= data_i;
      end
    end else begin : gen_memory
      localparam        PLACES      = DEPTH - 1;
      localparam        PLACE_BITS  = PLACES > 1 ? $clog2(PLACES) : 1;
      localparam [31:0] LAST_PLACE  = PLACES - 1;

      reg [WIDTH-1:0]      memory [0:PLACES-1];
      reg [PLACE_BITS-1:0] place_q;

      always @(posedge clk) begin
        if (rst) begin
          place_q <= {PLACE_BITS{1'b0}};
        end else if (enable_i) begin
          place_q <= place_q == LAST_PLACE[PLACE_BITS-1:0] ? {PLACE_BITS{1'b0}} : place_q + 1'b1;
        end
      end

      always @(posedge clk) begin
        if (enable_i) begin
          data_q          <= memory[place_q];
          memory[place_q] <= data_i;
        end
      end
    end
  endgenerate

endmodule

`default_nettype wire
