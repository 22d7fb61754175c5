// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_fork: every reader gets every beat once, in the cycle in which it is offered if it
// likes, and the stream goes on as soon as the last of them has it.

`default_nettype none

module tb_nn_fork;

  localparam CASES = 3;
  `include "verdict.vh"

  tb_nn_fork_case #(.SEED(1), .READERS(2)) u_0 (done[0], checks[0], failures[0]);
  tb_nn_fork_case #(.SEED(2), .READERS(1)) u_1 (done[1], checks[1], failures[1]);
  tb_nn_fork_case #(.SEED(3), .READERS(5)) u_2 (done[2], checks[2], failures[2]);

endmodule

module tb_nn_fork_case #(
  parameter SEED    = 1,
  parameter READERS = 2
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam PHASES = 12;
  localparam CYCLES = 400;   // of a phase

  reg                rst;
  reg                s_tvalid;
  wire               s_tready;
  wire [READERS-1:0] m_tvalid;
  reg  [READERS-1:0] m_tready;

  nn_fork #(
    .READERS    (READERS)
  ) u_cell (
    .clk        (clk),
    .rst        (rst),
    .s_tvalid_i (s_tvalid),
    .s_tready_o (s_tready),
    .m_tvalid_o (m_tvalid),
    .m_tready_i (m_tready)
  );

  integer    sent;                  // beats that all have
  integer    got [0:READERS-1];     // beats that a reader has
  integer    all_sent;
  integer    reader;
  reg        all_have_it;
  reg [31:0] valid_percent;
  reg [31:0] ready_percent [0:READERS-1];
  integer    cycle;

  initial begin
    rst           = 1'b1;
    s_tvalid      = 1'b0;
    m_tready      = {READERS{1'b0}};
    valid_percent = 32'd100;
    for (reader = 0; reader < READERS; reader = reader + 1) ready_percent[reader] = 32'd100;
    all_sent      = 0;
    cycle         = 0;
  end

  always @(posedge clk) if (!done) begin
    if (rst) begin
      sent = 0;
      for (reader = 0; reader < READERS; reader = reader + 1) got[reader] = 0;
      s_tvalid <= chance(valid_percent);
    end else begin
      all_have_it = 1'b1;
      for (reader = 0; reader < READERS; reader = reader + 1) begin
        check(m_tvalid[reader] === (s_tvalid && got[reader] == sent), "tvalid");
        if (m_tvalid[reader] && m_tready[reader]) got[reader] = got[reader] + 1;
        if (got[reader] == sent) all_have_it = 1'b0;
      end
      if (s_tvalid) check(s_tready === all_have_it, "tready");
      if (s_tvalid && s_tready) begin
        sent     = sent + 1;
        all_sent = all_sent + 1;
      end
      if (!s_tvalid || s_tready) s_tvalid <= chance(valid_percent);
    end

    cycle = cycle + 1;
    rst   <= cycle % CYCLES == 0;
    if (cycle % CYCLES == 0) valid_percent = 32'd10 + below(32'd91);
    for (reader = 0; reader < READERS; reader = reader + 1) begin
      if (cycle % CYCLES == 0) ready_percent[reader] = 32'd10 + below(32'd91);
      m_tready[reader] <= chance(ready_percent[reader]);
    end
    if (cycle == PHASES * CYCLES) begin
      check(all_sent > CYCLES, "hardly any beats");
      done = 1'b1;
    end
  end

endmodule

`default_nettype wire
