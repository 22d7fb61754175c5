// SPDX-License-Identifier: Apache-2.0
//
// One neuron: codebook, multipliers, adder tree, accumulators, result registers.
//
//   accumulator[fold] <= (first ? 0 : accumulator[fold]) + sum over lanes of x * codebook[index]
//
// Stages, each moved on by advance_i:  weights read -> products -> tree -> sum -> result (on
// capture_i). The tree has a stage for each halving of the lanes, none for a single lane. Range
// analysis proved that the accumulator holds every finished sum, so partial sums may wrap.
// Written so that multiplier, product register and accumulator infer one DSP slice.

`default_nettype none

module nn_neuron #(
  parameter LANES            = 1,   // products per cycle
  parameter FOLDS            = 1,   // outputs that it computes in turns
  parameter FOLD_BITS        = 1,
  parameter X_BITS           = 9,   // signed input, as the multiplier takes it
  parameter CODED            = 1,   // 1: an index selects a codebook level, 0: it is the weight
  parameter INDEX_BITS       = 4,
  parameter WEIGHT_BITS      = 8,   // equal to INDEX_BITS when not CODED
  parameter LEVELS           = 16,
  parameter ACCUMULATOR_BITS = 24,
  parameter CODEBOOK_FILE    = ""   // LEVELS words of WEIGHT_BITS bits; not read when not CODED
) (
  input  wire                               clk,

  // From the layer's control and memories.
  input  wire                               advance_i,
  input  wire        [LANES*INDEX_BITS-1:0] index_i,       // from the weight memory
  input  wire        [LANES*X_BITS-1:0]     x_i,           // one stage after index_i
  input  wire                               accumulate_i,  // the sum of products is one of a group
  input  wire                               first_i,       // ... and the group's first
  input  wire        [FOLD_BITS-1:0]        fold_i,        // ... of this output
  input  wire                               capture_i,     // the sums are complete

  // Writing the codebook at run time.
  input  wire                               level_we_i,
  input  wire        [INDEX_BITS-1:0]       level_address_i,
  input  wire        [WEIGHT_BITS-1:0]      level_data_i,

  input  wire        [FOLD_BITS-1:0]        result_fold_i,
  output wire signed [ACCUMULATOR_BITS-1:0] result_o
);

  localparam PRODUCT_BITS = X_BITS + WEIGHT_BITS;
  localparam TREE         = $clog2(LANES);
  localparam LEAVES       = 1 << TREE;
  localparam SUM_BITS     = PRODUCT_BITS + TREE;

  // The adder tree: node n is the sum of nodes 2n and 2n + 1, the leaves are the products.
  wire signed [SUM_BITS-1:0] node [1:2*LEAVES-1];

  genvar n;
  generate
    for (n = 0; n < LEAVES; n = n + 1) begin : gen_lane
      if (n < LANES) begin : gen_product
        reg  signed [WEIGHT_BITS-1:0]  weight_q;
        reg  signed [PRODUCT_BITS-1:0] product_q;
        wire        [INDEX_BITS-1:0]   index = index_i[n*INDEX_BITS +: INDEX_BITS];
        wire signed [X_BITS-1:0]       x     = x_i[n*X_BITS +: X_BITS];

        if (CODED) begin : gen_coded
          reg signed [WEIGHT_BITS-1:0] codebook [0:LEVELS-1];

          if (CODEBOOK_FILE != "") begin : gen_contents
            initial $readmemh(CODEBOOK_FILE, codebook);
          end

          always @(posedge clk) begin
            if (level_we_i) codebook[level_address_i] <= level_data_i;
            if (advance_i) weight_q <= codebook[index];
          end
        end else begin : gen_direct
          always @(posedge clk) begin
            if (advance_i) weight_q <= $signed(index);
          end
        end

        always @(posedge clk) begin
          if (advance_i) product_q <= x * weight_q;
        end

        assign node[LEAVES+n] =
            {{(TREE + 1){product_q[PRODUCT_BITS-1]}}, product_q[PRODUCT_BITS-2:0]};
      end else begin : gen_nothing
        assign node[LEAVES+n] = {SUM_BITS{1'b0}};
      end
    end

    for (n = 1; n < LEAVES; n = n + 1) begin : gen_node
      reg signed [SUM_BITS-1:0] sum_q;

      always @(posedge clk) begin
        if (advance_i) sum_q <= node[2*n] + node[2*n+1];
      end

      assign node[n] = sum_q;
    end

    if (!CODED) begin : gen_no_codebook
      // verilator lint_off UNUSED
      wire unused = &{1'b0, level_we_i, level_address_i, level_data_i};
      // verilator lint_on UNUSED
    end
  endgenerate

  // Accumulate: exact modulo 2^ACCUMULATOR_BITS.
  wire signed [ACCUMULATOR_BITS-1:0] addend;

  generate
    if (ACCUMULATOR_BITS >= SUM_BITS) begin : gen_wide
      assign addend = {{(ACCUMULATOR_BITS - SUM_BITS + 1){node[1][SUM_BITS-1]}},
                       node[1][SUM_BITS-2:0]};
    end else begin : gen_narrow
      assign addend = node[1][ACCUMULATOR_BITS-1:0];
      // verilator lint_off UNUSED
      wire unused = &{1'b0, node[1][SUM_BITS-1:ACCUMULATOR_BITS]};
      // verilator lint_on UNUSED
    end

    if (FOLDS == 1) begin : gen_single
      reg signed [ACCUMULATOR_BITS-1:0] accumulator_q;
      reg signed [ACCUMULATOR_BITS-1:0] result_q;

      always @(posedge clk) begin
        if (advance_i & accumulate_i) begin
          accumulator_q <= (first_i ? {ACCUMULATOR_BITS{1'b0}} : accumulator_q) + addend;
        end
        if (capture_i) result_q <= accumulator_q;
      end

      assign result_o = result_q;
      // verilator lint_off UNUSED
      wire unused = &{1'b0, fold_i, result_fold_i};
      // verilator lint_on UNUSED
    end else begin : gen_folds
      reg  signed [ACCUMULATOR_BITS-1:0] accumulator_q [0:FOLDS-1];
      wire signed [ACCUMULATOR_BITS-1:0] result        [0:FOLDS-1];

      always @(posedge clk) begin
        if (advance_i & accumulate_i) begin
          accumulator_q[fold_i] <= first_i ? addend : accumulator_q[fold_i] + addend;
        end
      end

      for (n = 0; n < FOLDS; n = n + 1) begin : gen_result
        reg signed [ACCUMULATOR_BITS-1:0] result_q;

        always @(posedge clk) begin
          if (capture_i) result_q <= accumulator_q[n];
        end

        assign result[n] = result_q;
      end

      assign result_o = result[result_fold_i];
    end
  endgenerate

endmodule

`default_nettype wire
