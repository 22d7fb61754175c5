// SPDX-License-Identifier: Apache-2.0
//
// One neuron of a serial layer: codebook, multiplier, accumulator, result register.
//
//   accumulator <= (first ? bias : accumulator) + x * codebook[index]
//
// Stages, each moved on by advance_i:  weight read -> product -> sum -> result (on capture_i).
// The accumulator is as wide as range analysis proved necessary: no sum overflows.
// Written so that multiplier, product register and accumulator infer one DSP slice.

`default_nettype none

module nn_neuron #(
  parameter X_BITS           = 9,   // signed input, as the multiplier takes it
  parameter CODED            = 1,   // 1: index_i selects a codebook level, 0: index_i is the weight
  parameter INDEX_BITS       = 4,
  parameter WEIGHT_BITS      = 8,   // equal to INDEX_BITS when not CODED
  parameter LEVELS           = 16,
  parameter ACCUMULATOR_BITS = 24,
  parameter CODEBOOK_FILE    = ""   // LEVELS words of WEIGHT_BITS bits; not read when not CODED
) (
  input  wire                               clk,

  // From the layer's control and memories.
  input  wire                               advance_i,
  input  wire        [INDEX_BITS-1:0]       index_i,       // from the weight memory
  input  wire signed [X_BITS-1:0]           x_i,           // one stage after index_i
  input  wire                               accumulate_i,  // the product is one of a frame
  input  wire                               first_i,       // ... and the frame's first
  input  wire                               capture_i,     // the sum is complete
  input  wire signed [ACCUMULATOR_BITS-1:0] bias_i,

  // Writing the codebook at run time.
  input  wire                               level_we_i,
  input  wire        [INDEX_BITS-1:0]       level_address_i,
  input  wire        [WEIGHT_BITS-1:0]      level_data_i,

  output wire signed [ACCUMULATOR_BITS-1:0] result_o
);

  localparam PRODUCT_BITS = X_BITS + WEIGHT_BITS;

  reg signed [WEIGHT_BITS-1:0]      weight_q;
  reg signed [PRODUCT_BITS-1:0]     product_q;
  reg signed [ACCUMULATOR_BITS-1:0] accumulator_q;
  reg signed [ACCUMULATOR_BITS-1:0] result_q;

  // Weight.
  generate
    if (CODED) begin : gen_coded
      reg signed [WEIGHT_BITS-1:0] codebook [0:LEVELS-1];

      if (CODEBOOK_FILE != "") begin : gen_contents
        initial $readmemh(CODEBOOK_FILE, codebook);
      end

      always @(posedge clk) begin
        if (level_we_i) codebook[level_address_i] <= level_data_i;
        if (advance_i) weight_q <= codebook[index_i];
      end
    end else begin : gen_direct
      // verilator lint_off UNUSED
      wire unused = &{1'b0, level_we_i, level_address_i, level_data_i};
      // verilator lint_on UNUSED

      always @(posedge clk) begin
        if (advance_i) weight_q <= $signed(index_i);
      end
    end
  endgenerate

  // Multiply and accumulate.
  wire signed [ACCUMULATOR_BITS-1:0] base = first_i ? bias_i : accumulator_q;

  generate
    if (ACCUMULATOR_BITS >= PRODUCT_BITS) begin : gen_wide
      wire signed [ACCUMULATOR_BITS-1:0] addend =
          {{(ACCUMULATOR_BITS - PRODUCT_BITS + 1){product_q[PRODUCT_BITS-1]}},
           product_q[PRODUCT_BITS-2:0]};

      always @(posedge clk) begin
        if (advance_i & accumulate_i) accumulator_q <= base + addend;
      end
    end else begin : gen_narrow
      // The sums fit, so they are exact modulo 2^ACCUMULATOR_BITS even where a product does not.
      wire signed [ACCUMULATOR_BITS-1:0] addend = product_q[ACCUMULATOR_BITS-1:0];
      // verilator lint_off UNUSED
      wire unused = &{1'b0, product_q[PRODUCT_BITS-1:ACCUMULATOR_BITS]};
      // verilator lint_on UNUSED

      always @(posedge clk) begin
        if (advance_i & accumulate_i) accumulator_q <= base + addend;
      end
    end
  endgenerate

  always @(posedge clk) begin
    if (advance_i) product_q <= x_i * weight_q;
    if (capture_i) result_q <= accumulator_q;
  end

  assign result_o = result_q;

endmodule

`default_nettype wire
