// SPDX-License-Identifier: Apache-2.0
//
// The streaming line buffer: the rows above the one that arrives come out of delay lines, one row
// long for each step of the dilation, so that windows are complete as soon as their last pixel
// arrives. Its memory is what lies between a window's first row and its last.
//
// It walks over a grid of ROW_STEPS rows, COLUMN_STEPS columns and the channels, a step per
// cycle. Where the grid lies in the image a step takes an element; the rest, for windows that
// reach into the padding, it walks by itself once a frame has begun to arrive. A window is
// complete where its bottom right tap is: at row FIRST_ROW and column FIRST_COLUMN, and every
// stride from there.
//
// From an element to its step: no cycle. Interval: 1 cycle per step.

`default_nettype none

module nn_line_stream #(
  parameter BITS            = 8,
  parameter ROWS            = 28,   // of the image
  parameter COLUMNS         = 28,
  parameter CHANNELS        = 1,
  parameter GROUP_CHANNELS  = 1,    // channels that a window is made of
  parameter KERNEL_ROWS     = 3,
  parameter ROW_DILATION    = 1,
  parameter ROW_STRIDE      = 1,
  parameter ROW_LEAD        = 0,    // rows of the grid above the image
  parameter ROW_STEPS       = 29,
  parameter FIRST_ROW       = 1,
  parameter KERNEL_COLUMNS  = 3,
  parameter COLUMN_DILATION = 1,
  parameter COLUMN_STRIDE   = 1,
  parameter COLUMN_LEAD     = 0,    // columns of the grid left of the image
  parameter COLUMN_STEPS    = 29,
  parameter FIRST_COLUMN    = 1
) (
  input  wire                        clk,
  input  wire                        rst,

  input  wire                        s_tvalid_i,
  output wire                        s_tready_o,
  input  wire [BITS-1:0]             s_tdata_i,

  output wire                        step_valid_o,
  input  wire                        step_ready_i,
  output wire                        step_fires_o,
  output wire                        step_last_o,
  output wire [KERNEL_ROWS*BITS-1:0] step_rows_o,
  output wire [KERNEL_ROWS-1:0]      row_inside_o,
  output wire [KERNEL_COLUMNS-1:0]   column_inside_o
);

  localparam ROW_BITS         = $clog2(ROW_STEPS + 1);
  localparam COLUMN_BITS      = $clog2(COLUMN_STEPS + 1);
  localparam CHANNEL_BITS     = $clog2(CHANNELS + 1);
  localparam ROW_WAIT_BITS    = $clog2(FIRST_ROW + ROW_STRIDE + 1);
  localparam COLUMN_WAIT_BITS = $clog2(FIRST_COLUMN + COLUMN_STRIDE + 1);
  localparam ROW_LENGTH       = ROW_DILATION * COLUMNS * CHANNELS;

  localparam [31:0] LAST_ROW     = ROW_STEPS - 1;
  localparam [31:0] LAST_COLUMN  = COLUMN_STEPS - 1;
  localparam [31:0] LAST_CHANNEL = CHANNELS - 1;
  localparam [31:0] LAST_MEMBER  = GROUP_CHANNELS - 1;
  localparam [31:0] ROW_WAIT     = FIRST_ROW;
  localparam [31:0] ROW_SKIP     = ROW_STRIDE - 1;
  localparam [31:0] COLUMN_WAIT  = FIRST_COLUMN;
  localparam [31:0] COLUMN_SKIP  = COLUMN_STRIDE - 1;

  // Where the step is in the grid, and how many rows and columns are left until a window.
  reg [ROW_BITS-1:0]         row_q;
  reg [COLUMN_BITS-1:0]      column_q;
  reg [CHANNEL_BITS-1:0]     channel_q;
  reg [CHANNEL_BITS-1:0]     member_q;
  reg [ROW_WAIT_BITS-1:0]    row_wait_q;
  reg [COLUMN_WAIT_BITS-1:0] column_wait_q;

  wire take         = step_valid_o & step_ready_i;
  wire row_fires    = row_wait_q == {ROW_WAIT_BITS{1'b0}};
  wire column_fires = column_wait_q == {COLUMN_WAIT_BITS{1'b0}};
  wire last_channel = channel_q == LAST_CHANNEL[CHANNEL_BITS-1:0];
  wire last_member  = member_q == LAST_MEMBER[CHANNEL_BITS-1:0];
  wire last_column  = column_q == LAST_COLUMN[COLUMN_BITS-1:0];
  wire last_row     = row_q == LAST_ROW[ROW_BITS-1:0];
  wire next_column  = take & last_channel;
  wire next_row     = next_column & last_column;

  always @(posedge clk) begin
    if (rst) begin
      row_q         <= {ROW_BITS{1'b0}};
      column_q      <= {COLUMN_BITS{1'b0}};
      channel_q     <= {CHANNEL_BITS{1'b0}};
      member_q      <= {CHANNEL_BITS{1'b0}};
      row_wait_q    <= ROW_WAIT[ROW_WAIT_BITS-1:0];
      column_wait_q <= COLUMN_WAIT[COLUMN_WAIT_BITS-1:0];
    end else begin
      if (take) begin
        channel_q <= last_channel ? {CHANNEL_BITS{1'b0}} : channel_q + 1'b1;
        member_q  <= last_member ? {CHANNEL_BITS{1'b0}} : member_q + 1'b1;
      end
      if (next_column) begin
        column_q      <= last_column ? {COLUMN_BITS{1'b0}} : column_q + 1'b1;
        column_wait_q <= last_column  ? COLUMN_WAIT[COLUMN_WAIT_BITS-1:0] :
                         column_fires ? COLUMN_SKIP[COLUMN_WAIT_BITS-1:0] : column_wait_q - 1'b1;
      end
      if (next_row) begin
        row_q      <= last_row ? {ROW_BITS{1'b0}} : row_q + 1'b1;
        row_wait_q <= last_row  ? ROW_WAIT[ROW_WAIT_BITS-1:0] :
                      row_fires ? ROW_SKIP[ROW_WAIT_BITS-1:0] : row_wait_q - 1'b1;
      end
    end
  end

  // What is in the image: positions from 0 to its extent; below 0 they wrap to huge numbers.
  genvar r;
  genvar c;
  wire [31:0] row    = {{(32 - ROW_BITS){1'b0}}, row_q};
  wire [31:0] column = {{(32 - COLUMN_BITS){1'b0}}, column_q};

  generate
    for (r = 0; r < KERNEL_ROWS; r = r + 1) begin : gen_row_inside
      localparam [31:0] LOW = ROW_LEAD + (KERNEL_ROWS - 1 - r) * ROW_DILATION;
      assign row_inside_o[r] = row - LOW < ROWS;
    end
    for (c = 0; c < KERNEL_COLUMNS; c = c + 1) begin : gen_column_inside
      localparam [31:0] LOW = COLUMN_LEAD + (KERNEL_COLUMNS - 1 - c) * COLUMN_DILATION;
      assign column_inside_o[c] = column - LOW < COLUMNS;
    end
  endgenerate

  wire in_image = row_inside_o[KERNEL_ROWS-1] & column_inside_o[KERNEL_COLUMNS-1];
  reg  begun_q;

  always @(posedge clk) begin
    if (rst) begun_q <= 1'b0;
    else if (take) begun_q <= ~(next_row & last_row);
  end

  assign step_valid_o = s_tvalid_i | (~in_image & begun_q);
  assign s_tready_o   = step_ready_i & in_image;
  assign step_fires_o = row_fires & column_fires;
  assign step_last_o  = last_member;

  // Rows above the one that arrives.
  assign step_rows_o[(KERNEL_ROWS-1)*BITS +: BITS] = s_tdata_i;

  generate
    for (r = 0; r < KERNEL_ROWS - 1; r = r + 1) begin : gen_row
      nn_delay #(
        .WIDTH    (BITS),
        .DEPTH    (ROW_LENGTH)
      ) u_row (
        .clk      (clk),
        .rst      (rst),
        .enable_i (take & column_inside_o[KERNEL_COLUMNS-1]),
        .data_i   (step_rows_o[(r+1)*BITS +: BITS]),
        .data_o   (step_rows_o[r*BITS +: BITS])
      );
    end
  endgenerate

endmodule

`default_nettype wire
