// SPDX-License-Identifier: Apache-2.0
//
// Proof of nn_fork, for any number of beats, any stalls and any reset: every reader gets every beat
// once, the stream moves on when the last of them has it, and a beat that is offered to a reader
// stays until it is taken.
//
// size: READERS=1
// size: READERS=3

`default_nettype none

module proof_nn_fork #(
  parameter integer READERS = 3
) (
  input wire               clk,
  input wire               rst,
  input wire               s_tvalid,
  input wire [READERS-1:0] m_tready
);

  wire               s_tready;
  wire [READERS-1:0] m_tvalid;

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

  // The stream that is forked keeps the rule that its copies have to keep.
  reg begun = 1'b0;
  reg s_waited;
  always @(posedge clk) begin
    begun    <= 1'b1;
    s_waited <= s_tvalid & ~s_tready & ~rst;
  end
  always @* if (!begun) assume (rst);
  always @* if (begun && !rst && s_waited) assume (s_tvalid);

  // Beats, modulo 4.
  reg [1:0] sent;

  always @(posedge clk) begin
    if (rst) sent <= 2'd0;
    else if (s_tvalid & s_tready) sent <= sent + 2'd1;
  end

  genvar r;
  generate
    for (r = 0; r < READERS; r = r + 1) begin : gen_reader
      reg [1:0] got;
      reg       waited;

      always @(posedge clk) begin
        waited <= m_tvalid[r] & ~m_tready[r] & ~rst;
        if (rst) got <= 2'd0;
        else if (m_tvalid[r] & m_tready[r]) got <= got + 2'd1;
      end

      always @* if (begun && !rst) begin
        if (m_tvalid[r]) assert (s_tvalid && got == sent);
        if (s_tvalid && got == sent) assert (m_tvalid[r]);
        if (s_tvalid && s_tready) assert (got != sent || m_tready[r]);
        if (waited) assert (m_tvalid[r]);
      end
    end
  endgenerate

  // Nothing but a reader keeps a beat back.
  always @* if (begun && !rst && s_tvalid && &m_tready) assert (s_tready);

endmodule

`default_nettype wire
