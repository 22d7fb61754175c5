// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_delay: all words that went in since the reset are kept; the one that went in DEPTH
// enabled cycles ago is there, also in cycles that are not enabled.

`default_nettype none

module tb_nn_delay;

  localparam CASES = 5;
  `include "verdict.vh"

  tb_nn_delay_case #(.SEED(1), .WIDTH(8),  .DEPTH(28)) u_0 (done[0], checks[0], failures[0]);
  tb_nn_delay_case #(.SEED(2), .WIDTH(3),  .DEPTH(1))  u_1 (done[1], checks[1], failures[1]);
  tb_nn_delay_case #(.SEED(3), .WIDTH(33), .DEPTH(2))  u_2 (done[2], checks[2], failures[2]);
  tb_nn_delay_case #(.SEED(4), .WIDTH(1),  .DEPTH(3))  u_3 (done[3], checks[3], failures[3]);
  tb_nn_delay_case #(.SEED(5), .WIDTH(16), .DEPTH(65)) u_4 (done[4], checks[4], failures[4]);

endmodule

module tb_nn_delay_case #(
  parameter SEED  = 1,
  parameter WIDTH = 8,
  parameter DEPTH = 28
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam PHASES = 6;
  localparam CYCLES = 500;   // of a phase

  reg              rst;
  reg              enable;
  reg  [WIDTH-1:0] data;
  wire [WIDTH-1:0] delayed;

  nn_delay #(
    .WIDTH    (WIDTH),
    .DEPTH    (DEPTH)
  ) u_cell (
    .clk      (clk),
    .rst      (rst),
    .enable_i (enable),
    .data_i   (data),
    .data_o   (delayed)
  );

  reg [WIDTH-1:0] words [0:CYCLES];   // since the reset
  integer         count;
  integer         cycle;
  reg [31:0]      enable_percent;

  initial begin
    rst            = 1'b1;
    enable         = 1'b0;
    data           = {WIDTH{1'b0}};
    enable_percent = 32'd100;
    cycle          = 0;
  end

  always @(posedge clk) if (!done) begin
    if (rst) begin
      count = 0;
    end else begin
      if (count >= DEPTH) check(delayed === words[count - DEPTH], "data");
      if (enable) begin
        words[count] = data;
        count        = count + 1;
      end
    end

    cycle = cycle + 1;
    rst   <= cycle % CYCLES == 0;
    if (cycle % CYCLES == 0) enable_percent = chance(30) ? 32'd100 : 32'd30 + below(32'd71);
    enable <= chance(enable_percent);
    data   <= word(WIDTH);
    done   = cycle == PHASES * CYCLES;
  end

endmodule

`default_nettype wire
