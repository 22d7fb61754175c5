// SPDX-License-Identifier: Apache-2.0
//
// The contents of the files pattern_<width>x<depth>.mem, which whoever runs the bench writes.

function pattern_bit(input [31:0] address, input [31:0] index);
  reg [31:0] mixed;
  begin
    mixed       = address * 32'd40503 + index * 32'd30011 + 32'd12345;
    mixed       = mixed ^ (mixed >> 15);
    mixed       = mixed * 32'd668265261;
    pattern_bit = mixed[16];
  end
endfunction

function [127:0] pattern(input [31:0] address, input [31:0] width);
  reg [31:0] index;
  begin
    pattern = 128'd0;
    for (index = 32'd0; index < width; index = index + 32'd1) begin
      pattern = pattern | ({127'd0, pattern_bit(address, index)} << index);
    end
  end
endfunction
