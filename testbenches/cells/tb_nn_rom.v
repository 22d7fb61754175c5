// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_rom: the word of the address one enabled edge ago, and no other.

`default_nettype none

module tb_nn_rom;

  localparam CASES = 4;
  `include "verdict.vh"

  tb_nn_rom_case #(.SEED(1), .WIDTH(8), .DEPTH(16), .ADDRESS_BITS(4), .FILE("pattern_8x16.mem"))
    u_0 (done[0], checks[0], failures[0]);
  tb_nn_rom_case #(.SEED(2), .WIDTH(1), .DEPTH(1), .ADDRESS_BITS(1), .FILE("pattern_1x1.mem"))
    u_1 (done[1], checks[1], failures[1]);
  tb_nn_rom_case #(.SEED(3), .WIDTH(101), .DEPTH(37), .ADDRESS_BITS(6), .FILE("pattern_101x37.mem"))
    u_2 (done[2], checks[2], failures[2]);
  tb_nn_rom_case #(.SEED(4), .WIDTH(33), .DEPTH(99), .ADDRESS_BITS(7), .FILE("pattern_33x99.mem"))
    u_3 (done[3], checks[3], failures[3]);

endmodule

module tb_nn_rom_case #(
  parameter SEED         = 1,
  parameter WIDTH        = 8,
  parameter DEPTH        = 16,
  parameter ADDRESS_BITS = 4,
  parameter FILE         = ""
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"
  `include "pattern.vh"

  localparam CYCLES = 2000;

  reg                     enable;
  reg  [ADDRESS_BITS-1:0] address;
  wire [WIDTH-1:0]        data;
  reg  [WIDTH-1:0]        expected;
  reg                     known;
  integer                 cycle;

  nn_rom #(
    .WIDTH        (WIDTH),
    .DEPTH        (DEPTH),
    .ADDRESS_BITS (ADDRESS_BITS),
    .FILE         (FILE)
  ) u_cell (
    .clk          (clk),
    .enable_i     (enable),
    .address_i    (address),
    .data_o       (data)
  );

  initial begin
    enable  = 1'b0;
    address = {ADDRESS_BITS{1'b0}};
    known   = 1'b0;
    cycle   = 0;
  end

  always @(posedge clk) if (!done) begin
    if (known) check(data === expected, "data");
    if (enable) begin
      expected = pattern(address, WIDTH);
      known    = 1'b1;
    end
    enable  <= chance(70);
    address <= below(DEPTH);
    cycle   = cycle + 1;
    done    = cycle == CYCLES;
  end

endmodule

`default_nettype wire
