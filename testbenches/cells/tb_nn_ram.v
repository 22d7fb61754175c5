// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_ram: what was written last, or the initial contents; either word where an address is
// written and read at one edge.

`default_nettype none

module tb_nn_ram;

  localparam CASES = 4;
  `include "verdict.vh"

  tb_nn_ram_case #(.SEED(1), .WIDTH(8), .DEPTH(16), .ADDRESS_BITS(4), .FILE("pattern_8x16.mem"))
    u_0 (done[0], checks[0], failures[0]);
  tb_nn_ram_case #(.SEED(2), .WIDTH(1), .DEPTH(2), .ADDRESS_BITS(1), .FILE("pattern_1x2.mem"))
    u_1 (done[1], checks[1], failures[1]);
  tb_nn_ram_case #(.SEED(3), .WIDTH(100), .DEPTH(37), .ADDRESS_BITS(6), .FILE("pattern_100x37.mem"))
    u_2 (done[2], checks[2], failures[2]);
  tb_nn_ram_case #(.SEED(4), .WIDTH(17), .DEPTH(64), .ADDRESS_BITS(6), .FILE(""))
    u_3 (done[3], checks[3], failures[3]);

endmodule

module tb_nn_ram_case #(
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

  localparam CYCLES = 4000;

  reg                     we;
  reg  [ADDRESS_BITS-1:0] write_address;
  reg  [WIDTH-1:0]        write_data;
  reg                     enable;
  reg  [ADDRESS_BITS-1:0] address;
  wire [WIDTH-1:0]        data;

  nn_ram #(
    .WIDTH           (WIDTH),
    .DEPTH           (DEPTH),
    .ADDRESS_BITS    (ADDRESS_BITS),
    .FILE            (FILE)
  ) u_cell (
    .clk             (clk),
    .we_i            (we),
    .write_address_i (write_address),
    .write_data_i    (write_data),
    .enable_i        (enable),
    .address_i       (address),
    .data_o          (data)
  );

  // The memory as it should be.
  reg [WIDTH-1:0] words [0:DEPTH-1];
  reg [DEPTH-1:0] known;

  // What should have been read: either of two, if anything is known of it.
  reg [WIDTH-1:0] expected;
  reg [WIDTH-1:0] alternative;
  reg             comparable;

  integer cycle;
  integer i;

  initial begin
    we            = 1'b0;
    write_address = {ADDRESS_BITS{1'b0}};
    write_data    = {WIDTH{1'b0}};
    enable        = 1'b0;
    address       = {ADDRESS_BITS{1'b0}};
    comparable    = 1'b0;
    known         = {DEPTH{FILE != ""}};
    cycle         = 0;
    for (i = 0; i < DEPTH; i = i + 1) words[i] = pattern(i, WIDTH);
  end

  always @(posedge clk) if (!done) begin
    if (comparable) check(data === expected || data === alternative, "data");
    if (enable) begin
      expected    = words[address];
      alternative = we && write_address == address ? write_data : words[address];
      comparable  = known[address];
    end
    if (we) begin
      words[write_address] = write_data;
      known[write_address] = 1'b1;
    end
    we            <= chance(30);
    write_address <= below(DEPTH);
    write_data    <= {word(WIDTH), word(WIDTH)};
    enable        <= chance(80);
    address       <= below(DEPTH);
    cycle         = cycle + 1;
    done          = cycle == CYCLES;
  end

endmodule

`default_nettype wire
