// SPDX-License-Identifier: Apache-2.0
//
// Waits for CASES cases and gives the verdict, which is the last line:
//   PASS <checks> checks        every case finished, checked something and found no failure
//   FAIL ...                    otherwise
// Stands in the body of the bench's top module, before the cases.

wire [CASES-1:0] done;
wire [31:0]      checks   [0:CASES-1];
wire [31:0]      failures [0:CASES-1];

integer case_number;
integer all_checks;
integer all_failures;
integer idle_cases;

task verdict(input finished);
  begin
    all_checks   = 0;
    all_failures = 0;
    idle_cases   = 0;
    for (case_number = 0; case_number < CASES; case_number = case_number + 1) begin
      all_checks   = all_checks + checks[case_number];
      all_failures = all_failures + failures[case_number];
      if (checks[case_number] == 0) idle_cases = idle_cases + 1;
    end
    if (!finished) $display("FAIL not finished in time: done = %b", done);
    else if (all_failures != 0) $display("FAIL %0d of %0d checks", all_failures, all_checks);
    else if (idle_cases != 0) $display("FAIL %0d cases checked nothing", idle_cases);
    else $display("PASS %0d checks", all_checks);
    $finish;
  end
endtask

initial begin
  #1 wait (&done) verdict(1'b1);
end

// Enough is enough.
genvar n;
generate
  for (n = 0; n < CASES; n = n + 1) begin : gen_give_up
    wire enough = failures[n] == 32'd10;
    initial #1 wait (enough) verdict(1'b1);
  end
endgenerate

initial begin
  #20000000 verdict(1'b0);
end
