// SPDX-License-Identifier: Apache-2.0
//
// Makes every input frame exactly BEATS beats long, whatever tlast says:
//   tlast comes early: the missing beats are filled with FILL;
//   tlast comes late:  the surplus beats are discarded, up to and including the one with tlast.
// Either raises frame_error_o, which stays until reset. One frame in is one frame out, so results
// never slip against inputs. Latency: none.

`default_nettype none

module nn_frame_guard #(
  parameter WIDTH      = 8,    // of a beat
  parameter LANES      = 1,    // elements per beat
  parameter BEATS      = 784,
  parameter COUNT_BITS = 10,
  parameter FILL       = 0     // an element
) (
  input  wire             clk,
  input  wire             rst,

  input  wire             s_axis_tvalid,
  output wire             s_axis_tready,
  input  wire [WIDTH-1:0] s_axis_tdata,
  input  wire             s_axis_tlast,

  output wire             m_axis_tvalid,
  input  wire             m_axis_tready,
  output wire [WIDTH-1:0] m_axis_tdata,
  output wire             m_axis_tlast,

  output wire             frame_error_o
);

  localparam [31:0] LAST_BEAT = BEATS - 1;
  localparam [31:0] FILL_WORD = FILL;

  reg [COUNT_BITS-1:0] count_q;
  reg                  filling_q;
  reg                  discarding_q;
  reg                  frame_error_q;

  wire last  = count_q == LAST_BEAT[COUNT_BITS-1:0];
  wire moved = m_axis_tvalid & m_axis_tready;
  wire early = moved & ~filling_q & s_axis_tlast & ~last;
  wire late  = moved & ~filling_q & ~s_axis_tlast & last;

  always @(posedge clk) begin
    if (rst) begin
      count_q       <= {COUNT_BITS{1'b0}};
      filling_q     <= 1'b0;
      discarding_q  <= 1'b0;
      frame_error_q <= 1'b0;
    end else begin
      if (moved) count_q <= last ? {COUNT_BITS{1'b0}} : count_q + 1'b1;

      if (early) filling_q <= 1'b1;
      else if (moved & last) filling_q <= 1'b0;

      if (late) discarding_q <= 1'b1;
      else if (s_axis_tvalid & s_axis_tlast) discarding_q <= 1'b0;

      if (early | late) frame_error_q <= 1'b1;
    end
  end

  assign s_axis_tready = discarding_q | (m_axis_tready & ~filling_q);
  assign m_axis_tvalid = filling_q | (s_axis_tvalid & ~discarding_q);
  assign m_axis_tdata  = filling_q ? {LANES{FILL_WORD[WIDTH/LANES-1:0]}} : s_axis_tdata;
  assign m_axis_tlast  = last;
  assign frame_error_o = frame_error_q;

endmodule

`default_nettype wire
