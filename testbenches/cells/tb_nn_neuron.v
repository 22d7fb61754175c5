// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_neuron: frames of any length through its stages, moved on irregularly; levels of the
// codebook are rewritten between frames. The result is bias + sum of x * weight, exactly.

`default_nettype none

module tb_nn_neuron;

  localparam CASES = 8;
  `include "verdict.vh"

  // Codebook and direct weights of usual widths.
  tb_nn_neuron_case #(
    .SEED(1), .X_BITS(9), .CODED(1), .INDEX_BITS(4), .WEIGHT_BITS(8), .LEVELS(16),
    .ACCUMULATOR_BITS(24), .CODEBOOK_FILE("pattern_8x16.mem")
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_neuron_case #(
    .SEED(2), .X_BITS(8), .CODED(0), .INDEX_BITS(8), .WEIGHT_BITS(8), .LEVELS(255),
    .ACCUMULATOR_BITS(22), .CODEBOOK_FILE("")
  ) u_1 (done[1], checks[1], failures[1]);

  // Accumulators as wide as the product, narrower, and much narrower.
  tb_nn_neuron_case #(
    .SEED(3), .X_BITS(5), .CODED(1), .INDEX_BITS(2), .WEIGHT_BITS(6), .LEVELS(3),
    .ACCUMULATOR_BITS(11), .CODEBOOK_FILE("pattern_6x3.mem")
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_neuron_case #(
    .SEED(4), .X_BITS(9), .CODED(0), .INDEX_BITS(8), .WEIGHT_BITS(8), .LEVELS(2),
    .ACCUMULATOR_BITS(16), .CODEBOOK_FILE("")
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_neuron_case #(
    .SEED(5), .X_BITS(17), .CODED(1), .INDEX_BITS(3), .WEIGHT_BITS(16), .LEVELS(8),
    .ACCUMULATOR_BITS(7), .CODEBOOK_FILE("pattern_16x8.mem")
  ) u_4 (done[4], checks[4], failures[4]);

  // The narrowest and the widest.
  tb_nn_neuron_case #(
    .SEED(6), .X_BITS(2), .CODED(1), .INDEX_BITS(1), .WEIGHT_BITS(2), .LEVELS(2),
    .ACCUMULATOR_BITS(2), .CODEBOOK_FILE("pattern_2x2.mem")
  ) u_5 (done[5], checks[5], failures[5]);
  tb_nn_neuron_case #(
    .SEED(7), .X_BITS(2), .CODED(0), .INDEX_BITS(2), .WEIGHT_BITS(2), .LEVELS(2),
    .ACCUMULATOR_BITS(8), .CODEBOOK_FILE("")
  ) u_6 (done[6], checks[6], failures[6]);
  tb_nn_neuron_case #(
    .SEED(8), .X_BITS(33), .CODED(1), .INDEX_BITS(8), .WEIGHT_BITS(20), .LEVELS(256),
    .ACCUMULATOR_BITS(63), .CODEBOOK_FILE("pattern_20x256.mem")
  ) u_7 (done[7], checks[7], failures[7]);

endmodule

module tb_nn_neuron_case #(
  parameter SEED             = 1,
  parameter X_BITS           = 9,
  parameter CODED            = 1,
  parameter INDEX_BITS       = 4,
  parameter WEIGHT_BITS      = 8,
  parameter LEVELS           = 16,
  parameter ACCUMULATOR_BITS = 24,
  parameter CODEBOOK_FILE    = ""
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"
  `include "pattern.vh"

  localparam FRAMES  = 300;
  localparam LONGEST = 20;   // frame

  reg                                advance;
  wire        [INDEX_BITS-1:0]       index;
  wire signed [X_BITS-1:0]           x;
  wire                               accumulate;
  wire                               first;
  wire                               capture;
  wire signed [ACCUMULATOR_BITS-1:0] bias;
  reg                                level_we;
  reg         [INDEX_BITS-1:0]       level_address;
  reg         [WEIGHT_BITS-1:0]      level_data;
  wire signed [ACCUMULATOR_BITS-1:0] result;

  nn_neuron #(
    .X_BITS           (X_BITS),
    .CODED            (CODED),
    .INDEX_BITS       (INDEX_BITS),
    .WEIGHT_BITS      (WEIGHT_BITS),
    .LEVELS           (LEVELS),
    .ACCUMULATOR_BITS (ACCUMULATOR_BITS),
    .CODEBOOK_FILE    (CODEBOOK_FILE)
  ) u_cell (
    .clk              (clk),
    .advance_i        (advance),
    .index_i          (index),
    .x_i              (x),
    .accumulate_i     (accumulate),
    .first_i          (first),
    .capture_i        (capture),
    .bias_i           (bias),
    .level_we_i       (level_we),
    .level_address_i  (level_address),
    .level_data_i     (level_data),
    .result_o         (result)
  );

  // The stages around the neuron: a, the weight's index is read; b, the weight; c, the product.
  reg                               valid_a, valid_b, valid_c;
  reg                               first_a, first_b, first_c;
  reg                               last_a,  last_b,  last_c;
  reg        [INDEX_BITS-1:0]       index_a;
  reg signed [X_BITS-1:0]           x_a, x_b;
  reg signed [ACCUMULATOR_BITS-1:0] bias_a, bias_b, bias_c;
  reg                               complete;

  assign index      = index_a;
  assign x          = x_b;
  assign accumulate = valid_c;
  assign first      = first_c;
  assign bias       = bias_c;
  assign capture    = complete & advance;

  // The codebook as it should be.
  reg [WEIGHT_BITS-1:0] levels [0:LEVELS-1];

  // The frame at the door, and its sum so far.
  integer           left;
  integer           length;
  reg signed [95:0]                  sum;
  reg signed [95:0] product;
  reg signed [ACCUMULATOR_BITS-1:0] start;
  reg [INDEX_BITS-1:0]         new_index;
  reg signed [X_BITS-1:0]      new_x;
  reg signed [WEIGHT_BITS-1:0] new_weight;

  // At most three frames are under way: one in the stages, one at the door, one captured.
  reg signed [95:0] expected [0:7];
  integer           written;
  integer           read;
  reg               captured;
  reg               drawn;
  integer           i;

  initial begin
    advance  = 1'b0;
    level_we = 1'b0;
    level_address = {INDEX_BITS{1'b0}};
    level_data    = {WEIGHT_BITS{1'b0}};
    valid_a  = 1'b0;
    valid_b  = 1'b0;
    valid_c  = 1'b0;
    first_a  = 1'b0;
    first_b  = 1'b0;
    first_c  = 1'b0;
    last_a   = 1'b0;
    last_b   = 1'b0;
    last_c   = 1'b0;
    index_a  = {INDEX_BITS{1'b0}};
    x_a      = {X_BITS{1'b0}};
    x_b      = {X_BITS{1'b0}};
    complete = 1'b0;
    captured = 1'b0;
    left     = 0;
    written  = 0;
    read     = 0;
    for (i = 0; i < LEVELS; i = i + 1) levels[i] = pattern(i, WEIGHT_BITS);
  end

  function fits(input signed [95:0] value);
    fits = value < (96'sd1 <<< (ACCUMULATOR_BITS - 1))
           && value >= -(96'sd1 <<< (ACCUMULATOR_BITS - 1));
  endfunction

  // Draws an input whose product the sum can bear.
  task draw_input;
    begin
      new_index  = CODED ? below(LEVELS) : word(INDEX_BITS);
      new_weight = CODED ? levels[new_index] : new_index;
      new_x      = word(X_BITS);
      product    = new_x;
      product    = product * new_weight;
      for (i = 0; i < X_BITS && !fits(sum + product); i = i + 1) begin
        new_x   = new_x / 2;
        product = new_x;
        product = product * new_weight;
      end
      if (!fits(sum + product)) begin
        new_x   = {X_BITS{1'b0}};
        product = 96'sd0;
      end
      sum = sum + product;
    end
  endtask

  task begin_frame;
    begin
      length = 1 + below(chance(30) ? 32'd3 : LONGEST);
      left   = length;
      start  = word(ACCUMULATOR_BITS);
      sum    = start;
    end
  endtask

  always @(posedge clk) if (!done) begin
    if (level_we) levels[level_address] = level_data;
    if (captured) begin
      check(result === expected[read % 8][ACCUMULATOR_BITS-1:0], "result");
      read = read + 1;
    end
    captured = capture;
    drawn    = 1'b0;

    if (advance) begin
      complete <= valid_c & last_c;
      valid_c  <= valid_b;
      first_c  <= first_b;
      last_c   <= last_b;
      bias_c   <= bias_b;
      valid_b  <= valid_a;
      first_b  <= first_a;
      last_b   <= last_a;
      bias_b   <= bias_a;
      x_b      <= x_a;
      valid_a  <= 1'b0;
      if (left == 0 && chance(80)) begin_frame;
      if (left > 0 && chance(85)) begin
        draw_input;
        drawn   = 1'b1;
        valid_a <= 1'b1;
        first_a <= left == length;
        last_a  <= left == 1;
        index_a <= new_index;
        x_a     <= new_x;
        bias_a  <= start;
        left    = left - 1;
        if (left == 0) begin
          check(fits(sum), "the bench drew a sum that does not fit");
          expected[written % 8] = sum;
          written = written + 1;
        end
      end
    end

    // A level changes when no index is under way.
    level_we <= 1'b0;
    if (CODED && left == 0 && !valid_a && !drawn && chance(30)) begin
      new_index     = below(LEVELS);
      level_we      <= 1'b1;
      level_address <= new_index;
      level_data    <= {chance(50), 31'd0} ^ below(32'd0);
    end

    advance <= chance(75);
    done    = read == FRAMES;
  end

endmodule

`default_nettype wire
