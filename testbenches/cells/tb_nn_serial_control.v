// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_serial_control: it conducts a small serial layer whose sums are known, with stalls at
// the input and slow returns of credits, then without, when the documented timing must hold.

`default_nettype none

module tb_nn_serial_control;

  localparam CASES = 8;
  `include "verdict.vh"

  tb_nn_serial_control_case #(
    .SEED(1), .INPUTS(12), .OUTPUTS(5), .ADDRESS_BITS(4), .OUTPUT_BITS(3)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_serial_control_case #(
    .SEED(2), .INPUTS(5), .OUTPUTS(12), .ADDRESS_BITS(3), .OUTPUT_BITS(4)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_serial_control_case #(
    .SEED(3), .INPUTS(1), .OUTPUTS(1), .ADDRESS_BITS(1), .OUTPUT_BITS(1)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_serial_control_case #(
    .SEED(4), .INPUTS(1), .OUTPUTS(4), .ADDRESS_BITS(1), .OUTPUT_BITS(2)
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_serial_control_case #(
    .SEED(5), .INPUTS(16), .OUTPUTS(16), .ADDRESS_BITS(4), .OUTPUT_BITS(4)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_serial_control_case #(
    .SEED(6), .INPUTS(2), .OUTPUTS(1), .ADDRESS_BITS(1), .OUTPUT_BITS(1)
  ) u_5 (done[5], checks[5], failures[5]);
  tb_nn_serial_control_case #(
    .SEED(7), .INPUTS(3), .OUTPUTS(40), .ADDRESS_BITS(2), .OUTPUT_BITS(6)
  ) u_6 (done[6], checks[6], failures[6]);
  tb_nn_serial_control_case #(
    .SEED(8), .INPUTS(100), .OUTPUTS(3), .ADDRESS_BITS(7), .OUTPUT_BITS(2)
  ) u_7 (done[7], checks[7], failures[7]);

endmodule

module tb_nn_serial_control_case #(
  parameter SEED         = 1,
  parameter INPUTS       = 12,
  parameter OUTPUTS      = 5,
  parameter ADDRESS_BITS = 4,
  parameter OUTPUT_BITS  = 3,
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam PHASES   = 8;
  localparam CYCLES   = 600;   // of a phase
  localparam LATENCY  = 5;      // from the last input taken to drain_valid
  localparam INTERVAL = INPUTS > OUTPUTS ? INPUTS : OUTPUTS;
  localparam RETURN   = 8;      // cycles that an element of an unhindered layer keeps its credit
  localparam QUEUE    = 16;     // more frames than can be under way

  reg                     rst;
  reg                     tvalid;
  wire                    tready;
  reg                     tlast;
  wire [ADDRESS_BITS-1:0] address;
  wire                    advance;
  wire                    accumulate;
  wire                    first;
  wire                    capture;
  wire                    drain_valid;
  wire [OUTPUT_BITS-1:0]  drain_index;
  wire                    drain_last;
  reg                     returned;

  nn_serial_control #(
    .OUTPUTS       (OUTPUTS),
    .ADDRESS_BITS  (ADDRESS_BITS),
    .OUTPUT_BITS   (OUTPUT_BITS),
    .CREDITS       (CREDITS),
    .CREDIT_BITS   (CREDIT_BITS)
  ) u_cell (
    .clk           (clk),
    .rst           (rst),
    .s_tvalid_i    (tvalid),
    .s_tready_o    (tready),
    .s_tlast_i     (tlast),
    .address_o     (address),
    .advance_o     (advance),
    .accumulate_o  (accumulate),
    .first_o       (first),
    .capture_o     (capture),
    .drain_valid_o (drain_valid),
    .drain_index_o (drain_index),
    .drain_last_o  (drain_last),
    .returned_i    (returned)
  );

  // What the control conducts: a layer with one neuron, whose weights are 7 * address + 3.
  reg [31:0] x;
  reg [31:0] product_a_q;
  reg [31:0] product_b_q;
  reg [31:0] product_c_q;
  reg [31:0] sum_q;
  reg [31:0] result_q;

  always @(posedge clk) begin
    if (advance) begin
      product_a_q <= x * (32'd7 * address + 32'd3);
      product_b_q <= product_a_q;
      product_c_q <= product_b_q;
      if (accumulate) sum_q <= (first ? 32'd0 : sum_q) + product_c_q;
    end
    if (capture) result_q <= sum_q;
  end

  // The frame at the door, and the frames whose sums are to be drained.
  integer    position;
  reg [31:0] partial;
  reg [31:0] expected [0:QUEUE-1];
  integer    taken_at [0:QUEUE-1];   // the cycle in which the last input was taken
  integer    head;
  integer    count;

  // The drain.
  integer index;
  integer outstanding;         // credits taken and not returned
  integer frames;
  integer previous_end;        // the cycle of the previous frame's last element, or -1
  integer previous_taken;      // the cycle of the previous frame's last input, or -1
  reg [RETURN-1:0] returning;  // in an unhindered layer

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
    position       = 0;
    partial        = 32'd0;
    head           = 0;
    count          = 0;
    index          = 0;
    outstanding    = 0;
    frames         = 0;
    previous_end   = -1;
    previous_taken = -1;
    returning      = {RETURN{1'b0}};
    unhindered     = 1'b1;
    one_at_a_time  = 1'b0;
    valid_percent  = 32'd100;
    return_percent = 32'd100;
    cycle          = 0;
  end

  task offer;
    begin
      x      <= below(32'd0);
      tlast  <= position == INPUTS - 1;
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

  // The drain's side of a cycle.
  task watch_drain;
    begin
      check(count > 0, "drained without sums");
      check(outstanding < CREDITS, "drained without credit");
      check(drain_index === index, "drain_index");
      check(drain_last === (index == OUTPUTS - 1), "drain_last");
      check(result_q === expected[head], "sum");
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
        frames       = frames + 1;
      end
    end
  endtask

  // The input's side of a cycle in which an input is taken.
  task watch_input;
    begin
      check(address === position, "address");
      partial  = partial + x * (32'd7 * position + 32'd3);
      position = position + 1;
      if (tlast) begin
        if (unhindered && !one_at_a_time && INPUTS >= OUTPUTS && previous_taken >= 0) begin
          check(cycle - previous_taken == INPUTS, "input interval");
        end
        previous_taken = cycle;
        expected[(head + count) % QUEUE] = partial;
        taken_at[(head + count) % QUEUE] = cycle;
        count    = count + 1;
        partial  = 32'd0;
        position = 0;
        check(count < QUEUE, "more frames than can be under way");
      end
    end
  endtask

  // In phases of single frames, the next waits until the previous is drained.
  function may_offer(input unused);
    may_offer = !(one_at_a_time && position == 0 && count > 0) && chance(valid_percent);
  endfunction

  always @(posedge clk) if (!done) begin
    if (cycle > 0 && !rst) begin
      check(drain_valid === 1'b0 || drain_valid === 1'b1, "drain_valid is unknown");
      check(tready === advance, "tready");
      if (drain_valid) watch_drain;
    end
    if (drain_valid && !rst) outstanding = outstanding + 1;
    if (returned && !rst) outstanding = outstanding - 1;

    if (tvalid && tready === 1'b1 && !rst) begin
      watch_input;
      offer_nothing;
      if (may_offer(1'b0)) offer;
    end else if (!tvalid && !rst) begin
      offer_nothing;
      if (may_offer(1'b0)) offer;
    end

    returning = {returning[RETURN-2:0], drain_valid === 1'b1 && !rst};
    if (rst) begin
      position       = 0;
      partial        = 32'd0;
      count          = 0;
      index          = 0;
      outstanding    = 0;
      returning      = {RETURN{1'b0}};
      previous_end   = -1;
      previous_taken = -1;
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
    returned <= unhindered ? returning[RETURN-1] : outstanding > 0 && chance(return_percent);
    if (cycle == PHASES * CYCLES) begin
      check(frames > 30, "hardly any frames");
      done = 1'b1;
    end
  end

endmodule

`default_nettype wire
