// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_elementwise_control: elements are taken while credits are left, and the channel is
// the element's position modulo the channels.

`default_nettype none

module tb_nn_elementwise_control;

  localparam CASES = 4;
  `include "verdict.vh"

  tb_nn_elementwise_control_case #(
    .SEED(1), .CHANNELS(1), .CHANNEL_BITS(1), .CREDITS(16), .CREDIT_BITS(5)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_elementwise_control_case #(
    .SEED(2), .CHANNELS(5), .CHANNEL_BITS(3), .CREDITS(4), .CREDIT_BITS(3)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_elementwise_control_case #(
    .SEED(3), .CHANNELS(8), .CHANNEL_BITS(3), .CREDITS(1), .CREDIT_BITS(1)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_elementwise_control_case #(
    .SEED(4), .CHANNELS(300), .CHANNEL_BITS(9), .CREDITS(16), .CREDIT_BITS(5)
  ) u_3 (done[3], checks[3], failures[3]);

endmodule

module tb_nn_elementwise_control_case #(
  parameter SEED         = 1,
  parameter CHANNELS     = 1,
  parameter CHANNEL_BITS = 1,
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam PHASES = 8;
  localparam CYCLES = 1000;   // of a phase

  reg                     rst;
  reg                     tvalid;
  wire                    tready;
  wire                    take;
  wire [CHANNEL_BITS-1:0] channel;
  reg                     returned;

  nn_elementwise_control #(
    .CHANNELS     (CHANNELS),
    .CHANNEL_BITS (CHANNEL_BITS),
    .CREDITS      (CREDITS),
    .CREDIT_BITS  (CREDIT_BITS)
  ) u_cell (
    .clk          (clk),
    .rst          (rst),
    .s_tvalid_i   (tvalid),
    .s_tready_o   (tready),
    .take_o       (take),
    .channel_o    (channel),
    .returned_i   (returned)
  );

  integer    taken;         // elements since reset
  integer    outstanding;   // credits given and not returned
  reg [31:0] valid_percent;
  reg [31:0] return_percent;
  integer    cycle;

  initial begin
    rst            = 1'b1;
    tvalid         = 1'b0;
    returned       = 1'b0;
    taken          = 0;
    outstanding    = 0;
    valid_percent  = 32'd100;
    return_percent = 32'd100;
    cycle          = 0;
  end

  always @(posedge clk) if (!done) begin
    if (cycle > 0) begin
      check(tready === (outstanding < CREDITS), "tready");
      check(take === (tvalid && outstanding < CREDITS), "take");
      check(channel === taken % CHANNELS, "channel");
    end

    if (rst) begin
      taken       = 0;
      outstanding = 0;
    end else begin
      if (tvalid && outstanding < CREDITS) begin
        taken       = taken + 1;
        outstanding = outstanding + 1;
      end
      if (returned) outstanding = outstanding - 1;
    end

    cycle = cycle + 1;
    if (cycle % CYCLES == 0) begin
      valid_percent  = chance(30) ? 32'd100 : below(32'd101);
      return_percent = chance(30) ? 32'd100 : below(32'd101);
    end
    rst      <= cycle % CYCLES == 0 && chance(50);
    tvalid   <= chance(valid_percent);
    returned <= outstanding > 0 && chance(return_percent);
    done     = cycle == PHASES * CYCLES;
  end

endmodule

`default_nettype wire
