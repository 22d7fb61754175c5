// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_mac_control: it conducts a small layer whose sums are known, with stalls at the input
// and slow returns of credits, then without, when the documented timing must hold.

`default_nettype none

module tb_nn_mac_control;

  localparam CASES = 10;
  `include "verdict.vh"

  // Dense layers: a group is a frame.
  tb_nn_mac_control_case #(
    .SEED(1), .STEPS(12), .OUTPUTS(5)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_mac_control_case #(
    .SEED(2), .STEPS(5), .OUTPUTS(12), .TREE(1)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_mac_control_case #(
    .SEED(3), .STEPS(1), .OUTPUTS(1)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_mac_control_case #(
    .SEED(4), .STEPS(3), .OUTPUTS(40), .TREE(3)
  ) u_3 (done[3], checks[3], failures[3]);

  // Folds, of which the last may have fewer neurons.
  tb_nn_mac_control_case #(
    .SEED(5), .STEPS(4), .OUTPUTS(12), .FOLDS(3)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_mac_control_case #(
    .SEED(6), .STEPS(3), .OUTPUTS(7), .FOLDS(2), .TREE(2), .WINDOWS(3)
  ) u_5 (done[5], checks[5], failures[5]);
  tb_nn_mac_control_case #(
    .SEED(7), .STEPS(1), .OUTPUTS(5), .FOLDS(5)
  ) u_6 (done[6], checks[6], failures[6]);

  // Groups and windows; several credits at a time.
  tb_nn_mac_control_case #(
    .SEED(8), .STEPS(9), .OUTPUTS(2), .GROUPS(3), .WINDOWS(5)
  ) u_7 (done[7], checks[7], failures[7]);
  tb_nn_mac_control_case #(
    .SEED(9), .STEPS(2), .OUTPUTS(7), .FOLDS(4), .GROUPS(2), .WINDOWS(2), .TREE(1), .RETURNED(4)
  ) u_8 (done[8], checks[8], failures[8]);
  tb_nn_mac_control_case #(
    .SEED(10), .STEPS(2), .OUTPUTS(1), .GROUPS(6), .RETURNED(2)
  ) u_9 (done[9], checks[9], failures[9]);

endmodule

module tb_nn_mac_control_case #(
  parameter SEED        = 1,
  parameter STEPS       = 12,   // of a group
  parameter OUTPUTS     = 5,
  parameter FOLDS       = 1,
  parameter GROUPS      = 1,    // of a window
  parameter WINDOWS     = 1,
  parameter TREE        = 0,
  parameter CREDITS     = 16,
  parameter CREDIT_BITS = 5,
  parameter RETURNED    = 1
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam PHASES       = 8;
  localparam CYCLES       = 600;                           // of a phase
  localparam NEURONS      = (OUTPUTS + FOLDS - 1) / FOLDS;
  localparam WORDS        = STEPS * FOLDS * GROUPS;
  localparam CHANNELS     = OUTPUTS * GROUPS;
  localparam NEURON_BITS  = $clog2(NEURONS + 1);
  localparam FOLD_BITS    = $clog2(FOLDS + 1);
  localparam CHANNEL_BITS = $clog2(CHANNELS + 1);
  localparam WINDOW_BITS  = $clog2(WINDOWS + 1);
  localparam WORD_BITS    = $clog2(WORDS + 1);
  localparam SUMS         = FOLDS * NEURONS;
  localparam LATENCY      = 5 + TREE;     // from the last step taken to drain_valid
  localparam INTERVAL     = STEPS * FOLDS > OUTPUTS ? STEPS * FOLDS : OUTPUTS;
  localparam RETURN       = 8;            // cycles that an unhindered output keeps its credit
  localparam QUEUE        = 16;           // more groups than can be under way

  reg                     rst;
  reg                     tvalid;
  wire                    tready;
  reg                     tlast;
  wire [WORD_BITS-1:0]    address;
  wire                    advance;
  wire                    accumulate;
  wire                    first;
  wire [FOLD_BITS-1:0]    fold;
  wire                    capture;
  wire                    drain_valid;
  wire [NEURON_BITS-1:0]  drain_neuron;
  wire [FOLD_BITS-1:0]    drain_fold;
  wire [CHANNEL_BITS-1:0] drain_channel;
  wire                    drain_last;
  reg                     returned;

  nn_mac_control #(
    .OUTPUTS         (OUTPUTS),
    .NEURONS         (NEURONS),
    .FOLDS           (FOLDS),
    .CHANNELS        (CHANNELS),
    .WINDOWS         (WINDOWS),
    .WORDS           (WORDS),
    .TREE            (TREE),
    .NEURON_BITS     (NEURON_BITS),
    .FOLD_BITS       (FOLD_BITS),
    .CHANNEL_BITS    (CHANNEL_BITS),
    .WINDOW_BITS     (WINDOW_BITS),
    .WORD_BITS       (WORD_BITS),
    .CREDITS         (CREDITS),
    .CREDIT_BITS     (CREDIT_BITS),
    .RETURNED        (RETURNED)
  ) u_cell (
    .clk             (clk),
    .rst             (rst),
    .s_tvalid_i      (tvalid),
    .s_tready_o      (tready),
    .s_tlast_i       (tlast),
    .address_o       (address),
    .advance_o       (advance),
    .accumulate_o    (accumulate),
    .first_o         (first),
    .fold_o          (fold),
    .capture_o       (capture),
    .drain_valid_o   (drain_valid),
    .drain_neuron_o  (drain_neuron),
    .drain_fold_o    (drain_fold),
    .drain_channel_o (drain_channel),
    .drain_last_o    (drain_last),
    .returned_i      (returned)
  );

  // What the control conducts: each step is one number, multiplied by all neurons' weights.
  reg [31:0] x;
  reg [31:0] stages_x    [0:2+TREE];
  reg [31:0] stages_word [0:2+TREE];
  reg [31:0] sums        [0:SUMS-1];   // fold by fold
  reg [31:0] results     [0:SUMS-1];
  integer    stage;
  integer    neuron;
  integer    at;

  function [31:0] weight(input [31:0] word_address, input [31:0] of_neuron);
    weight = 32'd7 * word_address + 32'd1001 * of_neuron + 32'd3;
  endfunction

  // The groups whose sums are to be drained, and the one at the door.
  reg [31:0] partial  [0:OUTPUTS-1];
  reg [31:0] expected [0:QUEUE*OUTPUTS-1];
  integer    taken_at [0:QUEUE-1];   // the cycle in which the last step was taken
  integer    head;
  integer    count;
  integer    position;               // of the step in its group
  integer    group;                  // ... in its window
  integer    turn;                   // the fold of the step at the door
  integer    output_number;

  // The drain.
  integer index;
  integer drained;             // groups since the reset
  integer outstanding;         // credits taken and not returned
  integer all_groups;
  integer previous_end;        // the cycle of the previous group's last output, or -1
  integer previous_taken;      // the cycle of the previous group's last step, or -1
  integer returning;           // outputs of an unhindered layer whose credits can go back
  reg [RETURN-1:0] leaving;

  reg        unhindered;
  reg        one_at_a_time;
  reg [31:0] valid_percent;
  reg [31:0] return_percent;
  integer    cycle;

  initial begin
    rst            = 1'b1;
    tvalid         = 1'b0;
    tlast          = 1'b0;
    returned       = 1'b0;
    x              = 32'd0;
    all_groups     = 0;
    unhindered     = 1'b1;
    one_at_a_time  = 1'b0;
    valid_percent  = 32'd100;
    return_percent = 32'd100;
    cycle          = 0;
    start_again;
  end

  task start_again;
    begin
      head           = 0;
      count          = 0;
      position       = 0;
      group          = 0;
      turn           = 0;
      index          = 0;
      drained        = 0;
      outstanding    = 0;
      previous_end   = -1;
      previous_taken = -1;
      returning      = 0;
      leaving        = {RETURN{1'b0}};
      for (at = 0; at < OUTPUTS; at = at + 1) partial[at] = 32'd0;
    end
  endtask

  task conduct;
    begin
      if (capture) for (at = 0; at < SUMS; at = at + 1) results[at] = sums[at];
      if (advance) begin
        if (accumulate) begin
          for (neuron = 0; neuron < NEURONS; neuron = neuron + 1) begin
            at       = fold * NEURONS + neuron;
            sums[at] = (first ? 32'd0 : sums[at])
                       + stages_x[2+TREE] * weight(stages_word[2+TREE], neuron);
          end
        end
        for (stage = 2 + TREE; stage > 0; stage = stage - 1) begin
          stages_x[stage]    = stages_x[stage-1];
          stages_word[stage] = stages_word[stage-1];
        end
        stages_x[0]    = x;
        stages_word[0] = address;
      end
    end
  endtask

  task offer;
    begin
      x      <= below(32'd0);
      tlast  <= position == STEPS - 1;
      tvalid <= 1'b1;
    end
  endtask

  // Without valid anything may stand there.
  task offer_nothing;
    begin
      x      <= below(32'd0);
      tlast  <= chance(50);
      tvalid <= 1'b0;
    end
  endtask

  task watch_drain;
    begin
      check(count > 0, "drained without sums");
      check(outstanding < CREDITS, "drained without credit");
      check(drain_fold === index / NEURONS, "drain_fold");
      check(drain_neuron === index % NEURONS, "drain_neuron");
      check(drain_channel === drained % GROUPS * OUTPUTS + index, "drain_channel");
      check(drain_last === (index == OUTPUTS - 1 && (drained + 1) % (GROUPS * WINDOWS) == 0),
            "drain_last");
      check(results[drain_fold*NEURONS+drain_neuron] === expected[head*OUTPUTS+index], "sum");
      if (one_at_a_time) check(cycle == taken_at[head] + LATENCY + index, "latency");
      index = index + 1;
      if (index == OUTPUTS) begin
        if (unhindered && !one_at_a_time && previous_end >= 0) begin
          check(cycle - previous_end == INTERVAL, "interval");
        end
        previous_end = cycle;
        index        = 0;
        head         = (head + 1) % QUEUE;
        count        = count - 1;
        drained      = drained + 1;
        all_groups   = all_groups + 1;
      end
    end
  endtask

  // A step and fold goes into the stages.
  task watch_issue;
    begin
      check(address === (group * STEPS + position) * FOLDS + turn, "address");
      check(tready === (turn == FOLDS - 1), "tready");
      for (neuron = 0; neuron < NEURONS; neuron = neuron + 1) begin
        output_number = turn * NEURONS + neuron;
        if (output_number < OUTPUTS) begin
          partial[output_number] = partial[output_number] + x * weight(address, neuron);
        end
      end
      turn = (turn + 1) % FOLDS;
      if (turn == 0) position = position + 1;
      if (position == STEPS) begin
        if (unhindered && !one_at_a_time && STEPS * FOLDS >= OUTPUTS && previous_taken >= 0) begin
          check(cycle - previous_taken == STEPS * FOLDS, "input interval");
        end
        previous_taken = cycle;
        at = (head + count) % QUEUE;
        taken_at[at] = cycle;
        for (neuron = 0; neuron < OUTPUTS; neuron = neuron + 1) begin
          expected[at*OUTPUTS+neuron] = partial[neuron];
          partial[neuron]             = 32'd0;
        end
        count    = count + 1;
        position = 0;
        group    = (group + 1) % GROUPS;
        check(count < QUEUE, "more groups than can be under way");
      end
    end
  endtask

  // In phases of single groups, the next waits until the previous is drained.
  function may_offer(input unused);
    may_offer = !(one_at_a_time && position == 0 && count > 0) && chance(valid_percent);
  endfunction

  always @(posedge clk) if (!done) begin
    if (cycle > 0 && !rst) begin
      check(drain_valid === 1'b0 || drain_valid === 1'b1, "drain_valid is unknown");
      check(advance === 1'b0 || advance === 1'b1, "advance is unknown");
      if (drain_valid) begin
        watch_drain;
        outstanding = outstanding + 1;
      end
      if (returned) outstanding = outstanding - RETURNED;
      conduct;
      leaving = {leaving[RETURN-2:0], drain_valid};
      if (leaving[RETURN-1]) returning = returning + 1;
      if (tvalid && advance) watch_issue;
      if (!tvalid || tready) begin
        offer_nothing;
        if (may_offer(1'b0)) offer;
      end
    end
    if (rst) begin
      start_again;
      offer_nothing;
    end

    cycle = cycle + 1;
    rst   <= 1'b0;
    if (cycle % CYCLES == 0) begin
      // The timing is measured from a clean start, the rest goes on in mid-frame now and then.
      unhindered     = (cycle / CYCLES) % 4 < 2;
      one_at_a_time  = (cycle / CYCLES) % 4 == 1;
      valid_percent  = unhindered ? 32'd100 : 32'd10 + below(32'd91);
      return_percent = 32'd5 + below(32'd96);
      rst            <= unhindered || chance(50);
    end
    returned <= unhindered ? returning >= RETURNED
                           : outstanding >= RETURNED && chance(return_percent);
    if (unhindered && returning >= RETURNED) returning = returning - RETURNED;
    if (cycle == PHASES * CYCLES) begin
      check(all_groups > 30, "hardly any groups");
      done = 1'b1;
    end
  end

endmodule

`default_nettype wire
