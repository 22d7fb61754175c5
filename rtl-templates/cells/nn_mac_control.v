// SPDX-License-Identifier: Apache-2.0
//
// The control of a layer that multiplies and accumulates. A step at the door brings elements of a
// window, the last one of a group with s_tlast_i; it is held for FOLDS cycles, in each of which the
// neurons compute other outputs. It goes through the stages
//
//   A weight memory read   B codebook read   C products   ... TREE stages of sums ...   D sum
//
// and when the last step of a group has left stage D, all sums are captured at once and drained one
// per cycle while the next group is summed. Steps wait only while finished sums find the drain
// occupied. The drain takes one credit per output and gets RETURNED back when that many have left
// the output memory, so the path from there to the memory never stalls and s_tready_o depends on
// registers only.
//
// Interval: max(steps * FOLDS, outputs) cycles per group. From the last step taken to
// drain_valid_o: 5 + TREE cycles.

`default_nettype none

module nn_mac_control #(
  parameter OUTPUTS      = 10,  // of a group
  parameter NEURONS      = 10,  // outputs computed at once: OUTPUTS / FOLDS, rounded up
  parameter FOLDS        = 1,
  parameter CHANNELS     = 10,  // outputs of all groups of a window
  parameter WINDOWS      = 1,   // of a frame
  parameter WORDS        = 10,  // of the weight memory: one per step and fold of a window
  parameter TREE         = 0,
  parameter NEURON_BITS  = 4,   // counts the neurons
  parameter FOLD_BITS    = 1,   // counts the folds
  parameter CHANNEL_BITS = 4,   // counts the channels
  parameter WINDOW_BITS  = 1,   // counts the windows
  parameter WORD_BITS    = 4,   // counts the words
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5,   // holds CREDITS
  parameter RETURNED     = 1    // credits that come back at a time
) (
  input  wire                    clk,
  input  wire                    rst,

  // Steps at the door.
  input  wire                    s_tvalid_i,
  output wire                    s_tready_o,
  input  wire                    s_tlast_i,
  output wire [WORD_BITS-1:0]    address_o,      // of the weights for the step and fold at the door

  // The pipeline of steps.
  output wire                    advance_o,
  output wire                    accumulate_o,   // the sum before stage D is one of a group
  output wire                    first_o,        // ... the first
  output wire [FOLD_BITS-1:0]    fold_o,
  output wire                    capture_o,

  // The drain.
  output wire                    drain_valid_o,
  output wire [NEURON_BITS-1:0]  drain_neuron_o,
  output wire [FOLD_BITS-1:0]    drain_fold_o,
  output wire [CHANNEL_BITS-1:0] drain_channel_o,
  output wire                    drain_last_o,   // of the frame
  input  wire                    returned_i      // credits come back
);

  localparam DEPTH = 3 + TREE;  // stages before D

  localparam [31:0] LAST_WORD    = WORDS - 1;
  localparam [31:0] LAST_FOLD    = FOLDS - 1;
  localparam [31:0] LAST_NEURON  = NEURONS - 1;
  localparam [31:0] LAST_OUTPUT  = OUTPUTS - 1 - (FOLDS - 1) * NEURONS;   // neuron of the last fold
  localparam [31:0] LAST_CHANNEL = CHANNELS - 1;
  localparam [31:0] LAST_WINDOW  = WINDOWS - 1;
  localparam [31:0] ALL_CREDITS  = CREDITS;
  localparam [31:0] SOME_CREDITS = RETURNED;
  localparam [31:0] ONE          = 1;

  // The door.
  reg [WORD_BITS-1:0] word_q;
  reg [FOLD_BITS-1:0] fold_q;
  reg                 first_q;

  wire issue     = s_tvalid_i & advance_o;
  wire last_fold = fold_q == LAST_FOLD[FOLD_BITS-1:0];

  always @(posedge clk) begin
    if (rst) begin
      word_q  <= {WORD_BITS{1'b0}};
      fold_q  <= {FOLD_BITS{1'b0}};
      first_q <= 1'b1;
    end else if (issue) begin
      word_q <= word_q == LAST_WORD[WORD_BITS-1:0] ? {WORD_BITS{1'b0}} : word_q + 1'b1;
      fold_q <= last_fold ? {FOLD_BITS{1'b0}} : fold_q + 1'b1;
      if (last_fold) first_q <= s_tlast_i;
    end
  end

  // Stages A to C and the tree: what is in them, the newest in the low bits.
  reg [DEPTH-1:0]           valid_q;
  reg [DEPTH-1:0]           firsts_q;
  reg [DEPTH-1:0]           lasts_q;
  reg [DEPTH*FOLD_BITS-1:0] folds_q;
  reg                       complete_q;

  always @(posedge clk) begin
    if (rst) begin
      valid_q    <= {DEPTH{1'b0}};
      complete_q <= 1'b0;
    end else if (advance_o) begin
      valid_q    <= {valid_q[DEPTH-2:0], issue};
      complete_q <= valid_q[DEPTH-1] & lasts_q[DEPTH-1];
    end
  end

  always @(posedge clk) begin
    if (advance_o) begin
      firsts_q <= {firsts_q[DEPTH-2:0], first_q};
      lasts_q  <= {lasts_q[DEPTH-2:0], s_tlast_i & last_fold};
      folds_q  <= {folds_q[(DEPTH-1)*FOLD_BITS-1:0], fold_q};
    end
  end

  // The drain.
  reg                    draining_q;
  reg [NEURON_BITS-1:0]  neuron_q;
  reg [FOLD_BITS-1:0]    drain_fold_q;
  reg [CHANNEL_BITS-1:0] channel_q;
  reg [WINDOW_BITS-1:0]  window_q;
  reg [CREDIT_BITS-1:0]  credits_q;

  wire drain          = draining_q & (credits_q != {CREDIT_BITS{1'b0}});
  wire end_of_folds   = drain_fold_q == LAST_FOLD[FOLD_BITS-1:0];
  wire end_of_neurons = end_of_folds ? neuron_q == LAST_OUTPUT[NEURON_BITS-1:0]
                                     : neuron_q == LAST_NEURON[NEURON_BITS-1:0];
  wire last_channel   = channel_q == LAST_CHANNEL[CHANNEL_BITS-1:0];
  wire last_window    = window_q == LAST_WINDOW[WINDOW_BITS-1:0];
  wire finishing      = drain & end_of_neurons & end_of_folds;
  wire free           = ~draining_q | finishing;

  always @(posedge clk) begin
    if (rst) begin
      draining_q   <= 1'b0;
      neuron_q     <= {NEURON_BITS{1'b0}};
      drain_fold_q <= {FOLD_BITS{1'b0}};
      channel_q    <= {CHANNEL_BITS{1'b0}};
      window_q     <= {WINDOW_BITS{1'b0}};
      credits_q    <= ALL_CREDITS[CREDIT_BITS-1:0];
    end else begin
      if (capture_o) draining_q <= 1'b1;
      else if (finishing) draining_q <= 1'b0;
      if (drain) begin
        neuron_q  <= end_of_neurons ? {NEURON_BITS{1'b0}} : neuron_q + 1'b1;
        channel_q <= last_channel ? {CHANNEL_BITS{1'b0}} : channel_q + 1'b1;
        if (end_of_neurons) begin
          drain_fold_q <= end_of_folds ? {FOLD_BITS{1'b0}} : drain_fold_q + 1'b1;
        end
        if (last_channel) begin
          window_q <= last_window ? {WINDOW_BITS{1'b0}} : window_q + 1'b1;
        end
      end
      credits_q <= credits_q + (returned_i ? SOME_CREDITS[CREDIT_BITS-1:0] : {CREDIT_BITS{1'b0}})
                   - (drain ? ONE[CREDIT_BITS-1:0] : {CREDIT_BITS{1'b0}});
    end
  end

  assign advance_o       = ~complete_q | free;
  assign capture_o       = complete_q & free;
  assign s_tready_o      = advance_o & last_fold;
  assign address_o       = word_q;
  assign accumulate_o    = valid_q[DEPTH-1];
  assign first_o         = firsts_q[DEPTH-1];
  assign fold_o          = folds_q[(DEPTH-1)*FOLD_BITS +: FOLD_BITS];
  assign drain_valid_o   = drain;
  assign drain_neuron_o  = neuron_q;
  assign drain_fold_o    = drain_fold_q;
  assign drain_channel_o = channel_q;
  assign drain_last_o    = last_channel & last_window;

endmodule

`default_nettype wire
