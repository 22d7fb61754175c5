// SPDX-License-Identifier: Apache-2.0
//
// The position of the largest element of a frame, the first of equals.
// From the last element taken to the result's tvalid: 2 cycles. Interval: one frame's elements.

`default_nettype none

module nn_argmax #(
  parameter WIDTH        = 16,
  parameter SIGNED       = 1,
  parameter INDEX_BITS   = 4
) (
  input  wire                  clk,
  input  wire                  rst,

  input  wire                  s_axis_tvalid,
  output wire                  s_axis_tready,
  input  wire [WIDTH-1:0]      s_axis_tdata,
  input  wire                  s_axis_tlast,

  output wire                  m_axis_tvalid,
  input  wire                  m_axis_tready,
  output wire [INDEX_BITS-1:0] m_axis_tdata,
  output wire                  m_axis_tlast
);

  // One more bit, so that signed and unsigned elements compare alike.
  wire                    sign  = SIGNED ? s_axis_tdata[WIDTH-1] : 1'b0;
  wire signed [WIDTH:0]   value = {sign, s_axis_tdata};

  reg         [INDEX_BITS-1:0] index_q;
  reg         [INDEX_BITS-1:0] best_index_q;
  reg  signed [WIDTH:0]        best_q;
  reg                          result_valid_q;

  wire                  take   = s_axis_tvalid & s_axis_tready;
  wire                  first  = index_q == {INDEX_BITS{1'b0}};
  wire                  better = first | (value > best_q);

  always @(posedge clk) begin
    if (rst) begin
      index_q        <= {INDEX_BITS{1'b0}};
      result_valid_q <= 1'b0;
    end else begin
      if (take) index_q <= s_axis_tlast ? {INDEX_BITS{1'b0}} : index_q + 1'b1;
      result_valid_q <= take & s_axis_tlast;
    end
  end

  always @(posedge clk) begin
    if (take & better) begin
      best_q       <= value;
      best_index_q <= index_q;
    end
  end

  // verilator lint_off UNUSED
  wire unused_popped;
  // verilator lint_on UNUSED

  nn_stream_fifo #(
    .WIDTH      (INDEX_BITS),
    .DEPTH_BITS (2)
  ) u_output (
    .clk        (clk),
    .rst        (rst),
    .push_i     (result_valid_q),
    .data_i     (best_index_q),
    .room_o     (s_axis_tready),
    .m_tvalid_o (m_axis_tvalid),
    .m_tready_i (m_axis_tready),
    .data_o     (m_axis_tdata),
    .popped_o   (unused_popped)
  );

  assign m_axis_tlast = 1'b1;

endmodule

`default_nettype wire
