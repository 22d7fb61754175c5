// SPDX-License-Identifier: Apache-2.0
//
// Proof of nn_queue, for any number of beats, any stalls and any reset: every beat comes out once, in
// order and unchanged; it stays until it is taken; there is room exactly for what the header says.
//
// size: DEPTH_BITS=1
// size: DEPTH_BITS=2

`default_nettype none

module proof_nn_queue #(
  parameter integer DEPTH_BITS = 2
) (
  input wire clk,
  input wire rst,
  input wire s_tvalid,
  input wire s_data,
  input wire m_tready
);

  localparam PLACES = 1 << DEPTH_BITS;   // and the output register

  wire s_tready;
  wire m_tvalid;
  wire m_data;

  nn_queue #(
    .WIDTH      (1),
    .DEPTH_BITS (DEPTH_BITS)
  ) u_cell (
    .clk        (clk),
    .rst        (rst),
    .s_tvalid_i (s_tvalid),
    .s_tready_o (s_tready),
    .s_data_i   (s_data),
    .m_tvalid_o (m_tvalid),
    .m_tready_i (m_tready),
    .m_data_o   (m_data)
  );

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  always @* if (!begun) assume (rst);

  // Beats are numbered modulo more than can be inside; one number is followed.
  (* anyconst *) wire [DEPTH_BITS+1:0] chosen;
  reg  [DEPTH_BITS+1:0] in;
  reg  [DEPTH_BITS+1:0] out;
  reg                   value;
  reg                   waited;
  wire [DEPTH_BITS+1:0] under_way = in - out;

  always @(posedge clk) begin
    waited <= m_tvalid & ~m_tready & ~rst;
    if (rst) begin
      in  <= {(DEPTH_BITS + 2){1'b0}};
      out <= {(DEPTH_BITS + 2){1'b0}};
    end else begin
      if (s_tvalid & s_tready) in <= in + 1'b1;
      if (s_tvalid & s_tready & (in == chosen)) value <= s_data;
      if (m_tvalid & m_tready) out <= out + 1'b1;
    end
  end

  always @* if (begun && !rst) begin
    assert (s_tready == (under_way < PLACES + m_tvalid));
    if (m_tvalid) assert (under_way != 0);
    if (m_tvalid && out == chosen) assert (m_data == value);
    if (waited) assert (m_tvalid);
  end

endmodule

`default_nettype wire
