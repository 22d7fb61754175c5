// SPDX-License-Identifier: Apache-2.0
//
// Puts a border of VALUE around an image: goes over the larger image, passes the elements of the
// smaller one on and makes the others. A frame begins when its first element is there. Latency:
// none, but for the border. Interval: 1 cycle per element of the larger image.

`default_nettype none

module nn_pad #(
  parameter BITS     = 8,
  parameter ROWS     = 28,   // of the smaller image
  parameter COLUMNS  = 28,
  parameter CHANNELS = 1,
  parameter TOP      = 1,
  parameter LEFT     = 1,
  parameter BOTTOM   = 1,
  parameter RIGHT    = 1,
  parameter VALUE    = 0
) (
  input  wire            clk,
  input  wire            rst,

  input  wire            s_tvalid_i,
  output wire            s_tready_o,
  input  wire [BITS-1:0] s_tdata_i,

  output wire            m_tvalid_o,
  input  wire            m_tready_i,
  output wire [BITS-1:0] m_tdata_o,
  output wire            m_tlast_o
);

  localparam ROW_BITS     = $clog2(TOP + ROWS + BOTTOM + 1);
  localparam COLUMN_BITS  = $clog2(LEFT + COLUMNS + RIGHT + 1);
  localparam CHANNEL_BITS = $clog2(CHANNELS + 1);

  localparam [31:0] LAST_ROW     = TOP + ROWS + BOTTOM - 1;
  localparam [31:0] LAST_COLUMN  = LEFT + COLUMNS + RIGHT - 1;
  localparam [31:0] LAST_CHANNEL = CHANNELS - 1;
  localparam [31:0] FIRST_ROW    = TOP;
  localparam [31:0] FIRST_COLUMN = LEFT;
  localparam [31:0] ALL_ROWS     = ROWS;
  localparam [31:0] ALL_COLUMNS  = COLUMNS;
  localparam [31:0] BORDER       = VALUE;

  reg [ROW_BITS-1:0]     row_q;
  reg [COLUMN_BITS-1:0]  column_q;
  reg [CHANNEL_BITS-1:0] channel_q;
  reg                    begun_q;

  wire move         = m_tvalid_o & m_tready_i;
  wire last_channel = channel_q == LAST_CHANNEL[CHANNEL_BITS-1:0];
  wire last_column  = last_channel & (column_q == LAST_COLUMN[COLUMN_BITS-1:0]);
  wire last_row     = last_column & (row_q == LAST_ROW[ROW_BITS-1:0]);

  // Positions before the image wrap to huge ones.
  wire [ROW_BITS-1:0]    row    = row_q - FIRST_ROW[ROW_BITS-1:0];
  wire [COLUMN_BITS-1:0] column = column_q - FIRST_COLUMN[COLUMN_BITS-1:0];
  wire                   in_image =
      (row < ALL_ROWS[ROW_BITS-1:0]) & (column < ALL_COLUMNS[COLUMN_BITS-1:0]);

  always @(posedge clk) begin
    if (rst) begin
      row_q     <= {ROW_BITS{1'b0}};
      column_q  <= {COLUMN_BITS{1'b0}};
      channel_q <= {CHANNEL_BITS{1'b0}};
      begun_q   <= 1'b0;
    end else if (move) begin
      begun_q   <= ~last_row;
      channel_q <= last_channel ? {CHANNEL_BITS{1'b0}} : channel_q + 1'b1;
      if (last_channel) column_q <= last_column ? {COLUMN_BITS{1'b0}} : column_q + 1'b1;
      if (last_column) row_q <= last_row ? {ROW_BITS{1'b0}} : row_q + 1'b1;
    end
  end

  assign m_tvalid_o = s_tvalid_i | (~in_image & begun_q);
  assign s_tready_o = m_tready_i & in_image;
  assign m_tdata_o  = in_image ? s_tdata_i : BORDER[BITS-1:0];
  assign m_tlast_o  = last_row;

endmodule

`default_nettype wire
