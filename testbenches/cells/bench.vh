// SPDX-License-Identifier: Apache-2.0
//
// What every case of a bench has: a clock, seeded random numbers and the count of checks. Stands in
// the body of a module with parameter SEED and with the outputs done, checks and failures.
//
// Benches sample at the rising edge what the cell shows before it, and drive by non-blocking
// assignment, so that the order of processes never matters.

reg        clk;
reg [31:0] random;   // a linear feedback shift register of period 2^32 - 1 (xorshift)

initial begin
  clk      = 1'b0;
  random   = SEED;
  done     = 1'b0;
  checks   = 32'd0;
  failures = 32'd0;
end

always #5 clk = ~clk;

// A number from 0 to count - 1; of all 32 bits if count is 0.
function [31:0] below(input [31:0] count);
  begin
    random = random ^ (random << 13);
    random = random ^ (random >> 17);
    random = random ^ (random << 5);
    below  = count == 32'd0 ? random : (random >> 4) % count;
  end
endfunction

// True in so many of a hundred cases.
function chance(input [31:0] percent);
  chance = below(32'd100) < percent;
endfunction

// 64 bits: all 0, all 1, only the highest of so many, all but it, or any.
function [63:0] word(input [31:0] count);
  reg [63:0] highest;
  begin
    highest = 64'd1 << (count - 32'd1);
    case (below(32'd10))
      32'd0:   word = 64'd0;
      32'd1:   word = {64{1'b1}};
      32'd2:   word = highest;
      32'd3:   word = highest - 64'd1;
      default: word = {below(32'd0), below(32'd0)};
    endcase
  end
endfunction

// Failures are counted and said, up to so many.
task check(input ok, input [8*40-1:0] what);
  begin
    checks = checks + 32'd1;
    if (ok !== 1'b1 && failures < 32'd10) begin
      failures = failures + 32'd1;
      $display("%m at %0t: %0s", $time, what);
    end
  end
endtask
