// SPDX-License-Identifier: Apache-2.0
//
// Proof of nn_stream_fifo, for any number of elements, any stalls and any reset, if it is not written
// when full: every element comes out once, in order and unchanged, and stays until it is taken;
// room_o says whether two more find a place.
//
// size: DEPTH_BITS=1
// size: DEPTH_BITS=2

`default_nettype none

module proof_nn_stream_fifo #(
  parameter integer DEPTH_BITS = 2
) (
  input wire clk,
  input wire rst,
  input wire push,
  input wire data,
  input wire m_tready
);

  localparam PLACES = 1 << DEPTH_BITS;

  wire room;
  wire m_tvalid;
  wire m_data;
  wire popped;

  nn_stream_fifo #(
    .WIDTH      (1),
    .DEPTH_BITS (DEPTH_BITS)
  ) u_cell (
    .clk        (clk),
    .rst        (rst),
    .push_i     (push),
    .data_i     (data),
    .room_o     (room),
    .m_tvalid_o (m_tvalid),
    .m_tready_i (m_tready),
    .data_o     (m_data),
    .popped_o   (popped)
  );

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  always @* if (!begun) assume (rst);

  // Elements are numbered modulo more than can be inside; one number is followed.
  (* anyconst *) wire [DEPTH_BITS+1:0] chosen;
  reg  [DEPTH_BITS+1:0] in;
  reg  [DEPTH_BITS+1:0] out;
  reg                   value;
  wire [DEPTH_BITS+1:0] under_way = in - out;

  always @* if (begun && !rst && under_way == PLACES) assume (!push);

  always @(posedge clk) begin
    if (rst) begin
      in  <= {(DEPTH_BITS + 2){1'b0}};
      out <= {(DEPTH_BITS + 2){1'b0}};
    end else begin
      if (push) in <= in + 1'b1;
      if (push & (in == chosen)) value <= data;
      if (m_tvalid & m_tready) out <= out + 1'b1;
    end
  end

  always @* if (begun && !rst) begin
    assert (m_tvalid == (under_way != 0));
    assert (popped == (m_tvalid & m_tready));
    assert (room == (under_way + 2 <= PLACES));
    if (m_tvalid && out == chosen) assert (m_data == value);
  end

endmodule

`default_nettype wire
