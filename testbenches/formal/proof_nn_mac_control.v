// SPDX-License-Identifier: Apache-2.0
//
// Proof of nn_mac_control, for any number of groups of any length, any stalls and any reset, if no
// more credits come back than were taken:
//   sums are captured only when the ones before are drained, or are just being;
//   every group that was summed is captured once, as a whole, before a step of the next reaches it;
//   the drain goes over all outputs of a group, in order, and takes a credit for each;
//   credits are never more than CREDITS and never less than none;
//   steps wait only for finished sums that find the drain occupied.
//
// size: OUTPUTS=3 FOLDS=2
// size: OUTPUTS=2 FOLDS=1

`default_nettype none

module proof_nn_mac_control #(
  parameter integer OUTPUTS  = 3,
  parameter integer FOLDS    = 2,
  parameter integer TREE     = 0,
  parameter integer CREDITS  = 2,
  parameter integer RETURNED = 1
) (
  input wire clk,
  input wire rst,
  input wire s_tvalid,
  input wire s_tlast,
  input wire returned
);

  localparam NEURONS = (OUTPUTS + FOLDS - 1) / FOLDS;

  wire       s_tready;
  wire [1:0] address;
  wire       advance;
  wire       accumulate;
  wire       first;
  wire [1:0] fold;
  wire       capture;
  wire       drain_valid;
  wire [1:0] drain_neuron;
  wire [1:0] drain_fold;
  wire [2:0] drain_channel;
  wire       drain_last;

  nn_mac_control #(
    .OUTPUTS         (OUTPUTS),
    .NEURONS         (NEURONS),
    .FOLDS           (FOLDS),
    .CHANNELS        (OUTPUTS),
    .WINDOWS         (1),
    .WORDS           (4),
    .TREE            (TREE),
    .NEURON_BITS     (2),
    .FOLD_BITS       (2),
    .CHANNEL_BITS    (3),
    .WINDOW_BITS     (1),
    .WORD_BITS       (2),
    .CREDITS         (CREDITS),
    .CREDIT_BITS     (3),
    .RETURNED        (RETURNED)
  ) u_cell (
    .clk             (clk),
    .rst             (rst),
    .s_tvalid_i      (s_tvalid),
    .s_tready_o      (s_tready),
    .s_tlast_i       (s_tlast),
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

  // A step that waits stays as it is.
  reg begun = 1'b0;
  reg s_waited;
  reg s_last;
  always @(posedge clk) begin
    begun    <= 1'b1;
    s_waited <= s_tvalid & ~s_tready & ~rst;
    s_last   <= s_tlast;
  end
  always @* if (!begun) assume (rst);
  always @* if (begun && !rst && s_waited) assume (s_tvalid && s_tlast == s_last);

  // Credits, as whoever returns them counts.
  reg  [3:0] outstanding;
  always @* if (begun && !rst && returned) assume (outstanding >= RETURNED);

  always @(posedge clk) begin
    if (rst) outstanding <= 4'd0;
    else outstanding <= outstanding + {3'd0, drain_valid} - (returned ? RETURNED : 4'd0);
  end

  // Groups, modulo 8, more than can be under way: those all of whose steps were taken, those that
  // were captured, those that were drained.
  reg  [2:0] taken;
  reg  [2:0] captured;
  reg  [2:0] drained;
  reg  [2:0] index;          // of the output that is drained next
  wire       ending = drain_valid & (index == OUTPUTS - 1);

  always @(posedge clk) begin
    if (rst) begin
      taken    <= 3'd0;
      captured <= 3'd0;
      drained  <= 3'd0;
      index    <= 3'd0;
    end else begin
      if (s_tvalid & s_tready & s_tlast) taken <= taken + 3'd1;
      if (capture) captured <= captured + 3'd1;
      if (ending) drained <= drained + 3'd1;
      if (drain_valid) index <= ending ? 3'd0 : index + 3'd1;
    end
  end

  // The sums: what was added to them.
  reg [1:0] turn;            // the fold that is added next
  reg [2:0] steps_in;        // steps taken, modulo 8, more than can be under way
  reg [2:0] steps_added;

  always @(posedge clk) begin
    if (rst) begin
      turn        <= 2'd0;
      steps_in    <= 3'd0;
      steps_added <= 3'd0;
    end else begin
      if (s_tvalid & s_tready) steps_in <= steps_in + 3'd1;
      if (advance & accumulate) begin
        turn <= turn == FOLDS - 1 ? 2'd0 : turn + 2'd1;
        if (turn == FOLDS - 1) steps_added <= steps_added + 3'd1;
      end
    end
  end

  // A group's number of steps is known when the last was taken: one group's end is followed.
  (* anyconst *) wire [2:0] chosen_group;
  reg       end_known;
  reg [2:0] end_step;        // steps added when the group is complete

  always @(posedge clk) begin
    if (rst) end_known <= 1'b0;
    else if (s_tvalid & s_tready & s_tlast & (taken == chosen_group)) begin
      end_known <= 1'b1;
      end_step  <= steps_in + 3'd1;
    end
  end

  wire [2:0] to_drain = captured - drained;

  always @* if (begun && !rst) begin
    assert (outstanding <= CREDITS);
    assert (to_drain <= 3'd1);
    if (capture) assert (to_drain == 3'd0 || ending);
    if (capture) assert (captured != taken);
    if (capture && captured == chosen_group) begin
      assert (end_known && steps_added == end_step && turn == 2'd0);
    end
    if (drain_valid) begin
      assert (to_drain == 3'd1 && outstanding < CREDITS);
      assert (drain_fold == index / NEURONS && drain_neuron == index % NEURONS);
      assert (drain_channel == index && drain_last == (index == OUTPUTS - 1));
    end
    if (to_drain == 3'd1 && outstanding < CREDITS) assert (drain_valid);
    if (advance & accumulate) assert (fold == turn);
    if (!advance) assert (to_drain == 3'd1 && !ending);
  end

endmodule

`default_nettype wire
