// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_neuron: frames of any length through its stages, moved on irregularly; levels of the
// codebook are rewritten between frames. Each fold's result is its sum of x * weight, exactly.

`default_nettype none

module tb_nn_neuron;

  localparam CASES = 11;
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

  // Several products a cycle; several outputs in turns; both.
  tb_nn_neuron_case #(
    .SEED(9), .LANES(3), .TREE(2), .X_BITS(9), .CODED(1), .INDEX_BITS(4), .WEIGHT_BITS(8),
    .LEVELS(16), .ACCUMULATOR_BITS(24), .CODEBOOK_FILE("pattern_8x16.mem")
  ) u_8 (done[8], checks[8], failures[8]);
  tb_nn_neuron_case #(
    .SEED(10), .FOLDS(4), .FOLD_BITS(2), .X_BITS(8), .CODED(0), .INDEX_BITS(8), .WEIGHT_BITS(8),
    .LEVELS(2), .ACCUMULATOR_BITS(20), .CODEBOOK_FILE("")
  ) u_9 (done[9], checks[9], failures[9]);
  tb_nn_neuron_case #(
    .SEED(11), .LANES(9), .TREE(4), .FOLDS(3), .FOLD_BITS(2), .X_BITS(5), .CODED(1),
    .INDEX_BITS(2), .WEIGHT_BITS(6), .LEVELS(3), .ACCUMULATOR_BITS(12),
    .CODEBOOK_FILE("pattern_6x3.mem")
  ) u_10 (done[10], checks[10], failures[10]);

endmodule

module tb_nn_neuron_case #(
  parameter SEED             = 1,
  parameter LANES            = 1,
  parameter TREE             = 0,    // stages of the adder tree
  parameter FOLDS            = 1,
  parameter FOLD_BITS        = 1,
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

  localparam FRAMES  = 120;
  localparam LONGEST = 20;           // frame, in steps; each is a cycle per fold
  localparam SUM     = 2 + TREE;     // the stage whose sum of products is accumulated

  reg                                advance;
  wire        [LANES*INDEX_BITS-1:0] index;
  wire        [LANES*X_BITS-1:0]     x;
  wire                               accumulate;
  wire                               first;
  wire        [FOLD_BITS-1:0]        fold;
  wire                               capture;
  reg                                level_we;
  reg         [INDEX_BITS-1:0]       level_address;
  reg         [WEIGHT_BITS-1:0]      level_data;
  reg         [FOLD_BITS-1:0]        result_fold;
  wire signed [ACCUMULATOR_BITS-1:0] result;

  nn_neuron #(
    .LANES            (LANES),
    .FOLDS            (FOLDS),
    .FOLD_BITS        (FOLD_BITS),
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
    .fold_i           (fold),
    .capture_i        (capture),
    .level_we_i       (level_we),
    .level_address_i  (level_address),
    .level_data_i     (level_data),
    .result_fold_i    (result_fold),
    .result_o         (result)
  );

  // The stages around the neuron, the newest in the low bits: the weight's index is read, the weight,
  // the products, the adder tree.
  reg [SUM:0]                valid_q;
  reg [SUM:0]                first_q;
  reg [SUM:0]                last_q;
  reg [(SUM+1)*FOLD_BITS-1:0] fold_q;
  reg [LANES*INDEX_BITS-1:0] index_q;
  reg [LANES*X_BITS-1:0]     x_a_q;
  reg [LANES*X_BITS-1:0]     x_b_q;
  reg                        complete;

  assign index      = index_q;
  assign x          = x_b_q;
  assign accumulate = valid_q[SUM];
  assign first      = first_q[SUM];
  assign fold       = fold_q[SUM*FOLD_BITS +: FOLD_BITS];
  assign capture    = complete & advance;

  // The codebook as it should be.
  reg [WEIGHT_BITS-1:0] levels [0:LEVELS-1];

  // The frame at the door, and its sums so far.
  integer                      left;         // steps
  integer                      length;
  integer                      turn;         // the fold
  reg signed [95:0]            sums [0:FOLDS-1];
  reg signed [95:0]            product;
  reg [LANES*INDEX_BITS-1:0]   new_indices;
  reg [LANES*X_BITS-1:0]       new_xs;
  reg [INDEX_BITS-1:0]         new_index;
  reg signed [X_BITS-1:0]      new_x;
  reg signed [WEIGHT_BITS-1:0] new_weight;

  // At most three frames are under way: one in the stages, one at the door, one captured.
  reg signed [95:0] expected [0:8*FOLDS-1];
  integer           written;
  integer           read;
  reg               captured;
  reg               drawn;
  integer           lane;
  integer           i;

  initial begin
    advance       = 1'b0;
    level_we      = 1'b0;
    level_address = {INDEX_BITS{1'b0}};
    level_data    = {WEIGHT_BITS{1'b0}};
    result_fold   = {FOLD_BITS{1'b0}};
    valid_q       = {(SUM + 1){1'b0}};
    first_q       = {(SUM + 1){1'b0}};
    last_q        = {(SUM + 1){1'b0}};
    fold_q        = {((SUM + 1) * FOLD_BITS){1'b0}};
    index_q       = {(LANES * INDEX_BITS){1'b0}};
    x_a_q         = {(LANES * X_BITS){1'b0}};
    x_b_q         = {(LANES * X_BITS){1'b0}};
    complete      = 1'b0;
    captured      = 1'b0;
    left          = 0;
    turn          = 0;
    written       = 0;
    read          = 0;
    for (i = 0; i < LEVELS; i = i + 1) levels[i] = pattern(i, WEIGHT_BITS);
  end

  function fits(input signed [95:0] value);
    fits = value < (96'sd1 <<< (ACCUMULATOR_BITS - 1))
           && value >= -(96'sd1 <<< (ACCUMULATOR_BITS - 1));
  endfunction

  // Draws inputs whose products the fold's sum can bear.
  task draw_inputs;
    for (lane = 0; lane < LANES; lane = lane + 1) begin
      new_index  = CODED ? below(LEVELS) : word(INDEX_BITS);
      new_weight = CODED ? levels[new_index] : new_index;
      new_x      = word(X_BITS);
      product    = new_x;
      product    = product * new_weight;
      for (i = 0; i < X_BITS && !fits(sums[turn] + product); i = i + 1) begin
        new_x   = new_x / 2;
        product = new_x;
        product = product * new_weight;
      end
      if (!fits(sums[turn] + product)) begin
        new_x   = {X_BITS{1'b0}};
        product = 96'sd0;
      end
      sums[turn] = sums[turn] + product;
      new_indices[lane*INDEX_BITS +: INDEX_BITS] = new_index;
      new_xs[lane*X_BITS +: X_BITS]              = new_x;
    end
  endtask

  task begin_frame;
    begin
      length = 1 + below(chance(30) ? 32'd3 : LONGEST);
      left   = length;
      turn   = 0;
      for (i = 0; i < FOLDS; i = i + 1) sums[i] = 96'sd0;
    end
  endtask

  task end_turn;
    begin
      if (left == 1) begin
        check(fits(sums[turn]), "the bench drew a sum that does not fit");
        expected[written % 8 * FOLDS + turn] = sums[turn];
      end
      turn = turn + 1;
      if (turn == FOLDS) begin
        turn = 0;
        left = left - 1;
        if (left == 0) written = written + 1;
      end
    end
  endtask

  always @(posedge clk) if (!done) begin
    if (level_we) levels[level_address] = level_data;
    // A captured result stays at least as long as the stages take.
    if (read > 0 && !captured) begin
      check(result === expected[(read-1) % 8 * FOLDS + result_fold][ACCUMULATOR_BITS-1:0], "held");
    end
    if (captured) begin
      check(result === expected[read % 8 * FOLDS + result_fold][ACCUMULATOR_BITS-1:0], "result");
      read = read + 1;
    end
    captured = capture;
    drawn    = 1'b0;

    if (advance) begin
      complete <= valid_q[SUM] & last_q[SUM];
      x_b_q    <= x_a_q;
      if (left == 0 && chance(80)) begin_frame;
      drawn = left > 0 && chance(85);
      if (drawn) begin
        draw_inputs;
        index_q <= new_indices;
        x_a_q   <= new_xs;
      end
      valid_q <= {valid_q[SUM-1:0], drawn};
      first_q <= {first_q[SUM-1:0], left == length};
      last_q  <= {last_q[SUM-1:0], left == 1 && turn == FOLDS - 1};
      fold_q  <= {fold_q[SUM*FOLD_BITS-1:0], turn[FOLD_BITS-1:0]};
      if (drawn) end_turn;
    end

    // A level changes when no index is under way.
    level_we <= 1'b0;
    if (CODED && left == 0 && !valid_q[0] && !drawn && chance(30)) begin
      new_index     = below(LEVELS);
      level_we      <= 1'b1;
      level_address <= new_index;
      level_data    <= {chance(50), 31'd0} ^ below(32'd0);
    end

    result_fold <= below(FOLDS);
    advance     <= chance(75);
    done        = read == FRAMES;
  end

endmodule

`default_nettype wire
