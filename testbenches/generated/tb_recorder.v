// SPDX-License-Identifier: Apache-2.0
//
// Writes down what leaves the design: with +dump=FILE a line per beat, in hexadecimal.

`default_nettype none

module tb_recorder #(
  parameter WIDTH = 8
) (
  input  wire             clk,
  input  wire             taken_i,
  input  wire [WIDTH-1:0] tdata_i
);

  reg [2047:0] path;
  integer      file;

  initial begin
    file = 0;
    if ($value$plusargs("dump=%s", path)) begin
      file = $fopen(path, "w");
      if (file == 0) begin
        $display("SPARSIL ERROR cannot write %0s", path);
        $finish;
      end
    end
  end

  always @(posedge clk) begin
    if (file != 0 && taken_i) $fdisplay(file, "%h", tdata_i);
  end

endmodule

`default_nettype wire
