// SPDX-License-Identifier: Apache-2.0
//
// The line buffer: BUFFERS row memories. Its control unit fills one of them with the row that
// arrives while the rows of a window are read from the others.
//
//   Loading   goes on while fewer than BUFFERS rows are held, a beat of LANES elements per cycle.
//   Reading   goes over a row of windows, or PARALLEL rows at once, when all the rows that they
//             need are held, at least one: a step per cycle for each column and channel. With its
//             last step it releases the rows that no later window needs.
//
// So with just as many buffers as a window has rows, reading waits while rows load and loading
// waits while windows are read; with a stride's rows more, one hides behind the other. Any number
// of buffers gives the same windows.
//
// A step's column is that of the window's rightmost tap, counted from COLUMN_LEAD columns left of
// the image. Rows and columns outside of the image are not read.
//
// From the issue of a step to step_valid_o: 1 cycle. Interval: 1 cycle per step.

`default_nettype none

module nn_line_buffer #(
  parameter BITS            = 8,
  parameter LANES           = 1,    // elements per beat: a power of 2 that divides a row's elements
  parameter BUFFERS         = 4,
  parameter PARALLEL        = 1,    // rows of windows at once
  parameter ROWS            = 28,   // of the image
  parameter COLUMNS         = 28,
  parameter CHANNELS        = 1,
  parameter GROUP_CHANNELS  = 1,    // channels that a window is made of
  parameter KERNEL_ROWS     = 3,
  parameter ROW_DILATION    = 1,
  parameter ROW_STRIDE      = 1,
  parameter ROW_PADDING     = 1,    // rows of the first window above the image
  parameter ROW_GROUPS      = 28,   // how often PARALLEL rows of windows are read
  parameter TOP_START       = 3,    // the buffer of the first window's top row, if it were held
  parameter TOP_STEP        = 1,    // ... so many further for the next rows of windows
  parameter TOP_WRAP        = 1,    // ... and from the last rows of windows to the next frame
  parameter KERNEL_COLUMNS  = 3,
  parameter COLUMN_DILATION = 1,
  parameter COLUMN_STRIDE   = 1,
  parameter COLUMN_LEAD     = 0,
  parameter COLUMN_STEPS    = 29,
  parameter FIRST_COLUMN    = 1     // where the first window is complete
) (
  input  wire                                 clk,
  input  wire                                 rst,

  input  wire                                 s_tvalid_i,
  output wire                                 s_tready_o,
  input  wire [LANES*BITS-1:0]                s_tdata_i,

  // Steps. Each of the PARALLEL windows has its rows, those of the top window in the low bits.
  output wire                                 step_valid_o,
  input  wire                                 step_ready_i,
  output wire                                 step_fires_o,
  output wire                                 step_last_o,
  output wire [PARALLEL*KERNEL_ROWS*BITS-1:0] step_rows_o,
  output wire [PARALLEL*KERNEL_ROWS-1:0]      row_inside_o,
  output wire [KERNEL_COLUMNS-1:0]            column_inside_o
);

  localparam ROW_WORDS        = COLUMNS * CHANNELS / LANES;
  localparam SPAN             = (KERNEL_ROWS - 1) * ROW_DILATION + (PARALLEL - 1) * ROW_STRIDE;
  localparam ADVANCE          = PARALLEL * ROW_STRIDE;
  localparam LANE_BITS        = $clog2(LANES);
  localparam WORD_BITS        = ROW_WORDS > 1 ? $clog2(ROW_WORDS) : 1;
  localparam PLACE_BITS       = WORD_BITS + LANE_BITS;
  localparam BUFFER_BITS      = BUFFERS > 1 ? $clog2(BUFFERS) : 1;
  localparam ROW_BITS         = $clog2(ROWS + ROW_PADDING + BUFFERS + SPAN + ADVANCE + 2) + 1;
  localparam GROUP_BITS       = $clog2(ROW_GROUPS + 1);
  localparam COLUMN_BITS      = $clog2(COLUMN_STEPS + 1);
  localparam COLUMN_WAIT_BITS = $clog2(FIRST_COLUMN + COLUMN_STRIDE + 1);
  localparam CHANNEL_BITS     = $clog2(CHANNELS + 1);

  localparam [31:0] ONE          = 1;
  localparam [31:0] ALL_BUFFERS  = BUFFERS;
  localparam [31:0] LAST_BUFFER  = BUFFERS - 1;
  localparam [31:0] LAST_WORD    = ROW_WORDS - 1;
  localparam [31:0] ALL_ROWS     = ROWS;
  localparam [31:0] FIRST_TOP    = -ROW_PADDING;
  localparam [31:0] HEIGHT       = SPAN + 1;
  localparam [31:0] ROWS_ON      = ADVANCE;
  localparam [31:0] LAST_GROUP   = ROW_GROUPS - 1;
  localparam [31:0] FIRST_BUFFER = TOP_START;
  localparam [31:0] BUFFERS_ON   = TOP_STEP;
  localparam [31:0] BUFFERS_WRAP = TOP_WRAP;
  localparam [31:0] LAST_COLUMN  = COLUMN_STEPS - 1;
  localparam [31:0] COLUMN_WAIT  = FIRST_COLUMN;
  localparam [31:0] COLUMN_SKIP  = COLUMN_STRIDE - 1;
  localparam [31:0] LAST_CHANNEL = CHANNELS - 1;
  localparam [31:0] LAST_MEMBER  = GROUP_CHANNELS - 1;

  // A number of buffers further, modulo BUFFERS.
  function [BUFFER_BITS-1:0] buffer_after(
    input [BUFFER_BITS-1:0] from,
    input [BUFFER_BITS-1:0] by
  );
    reg [BUFFER_BITS:0] sum;
    begin
      sum = {1'b0, from} + {1'b0, by};
      if (sum > LAST_BUFFER[BUFFER_BITS:0]) sum = sum - ALL_BUFFERS[BUFFER_BITS:0];
      buffer_after = sum[BUFFER_BITS-1:0];
    end
  endfunction

  // A number of rows, no less than none and no more than the image has.
  function signed [ROW_BITS-1:0] within_image(input signed [ROW_BITS-1:0] count);
    begin
      within_image = count;
      if (count > $signed(ALL_ROWS[ROW_BITS-1:0])) within_image = ALL_ROWS[ROW_BITS-1:0];
      if (count[ROW_BITS-1]) within_image = {ROW_BITS{1'b0}};
    end
  endfunction

  // Loading.
  reg        [BUFFER_BITS-1:0] fill_q;
  reg        [WORD_BITS-1:0]   fill_word_q;
  reg signed [ROW_BITS-1:0]    held_q;       // rows loaded and not released yet; may be negative

  wire load       = s_tvalid_i & s_tready_o;
  wire row_loaded = load & (fill_word_q == LAST_WORD[WORD_BITS-1:0]);

  assign s_tready_o = held_q < $signed(ALL_BUFFERS[ROW_BITS-1:0]);

  always @(posedge clk) begin
    if (rst) begin
      fill_q      <= {BUFFER_BITS{1'b0}};
      fill_word_q <= {WORD_BITS{1'b0}};
    end else begin
      if (load) fill_word_q <= row_loaded ? {WORD_BITS{1'b0}} : fill_word_q + 1'b1;
      if (row_loaded) fill_q <= buffer_after(fill_q, ONE[BUFFER_BITS-1:0]);
    end
  end

  // Reading: which rows of windows, and where in them.
  reg        [GROUP_BITS-1:0]       group_q;
  reg signed [ROW_BITS-1:0]         top_row_q;      // in the image, of the top window
  reg        [BUFFER_BITS-1:0]      top_buffer_q;
  reg signed [ROW_BITS-1:0]         released_q;     // rows of this frame
  reg        [COLUMN_BITS-1:0]      column_q;
  reg        [COLUMN_WAIT_BITS-1:0] column_wait_q;  // columns until a window is complete
  reg        [CHANNEL_BITS-1:0]     channel_q;
  reg        [CHANNEL_BITS-1:0]     member_q;
  reg        [PLACE_BITS-1:0]       place_q;        // of the element in its row
  reg                               valid_q;

  wire signed [ROW_BITS-1:0] next_row = top_row_q + $signed(ROWS_ON[ROW_BITS-1:0]);
  wire signed [ROW_BITS-1:0] bottom   = within_image(top_row_q + $signed(HEIGHT[ROW_BITS-1:0]));
  wire signed [ROW_BITS-1:0] needed   = bottom == {ROW_BITS{1'b0}} ? ONE[ROW_BITS-1:0] : bottom;
  wire                       resident = held_q >= needed - released_q;

  wire advance      = ~valid_q | step_ready_i;
  wire issue        = advance & resident;
  wire last_channel = channel_q == LAST_CHANNEL[CHANNEL_BITS-1:0];
  wire last_member  = member_q == LAST_MEMBER[CHANNEL_BITS-1:0];
  wire last_column  = column_q == LAST_COLUMN[COLUMN_BITS-1:0];
  wire column_fires = column_wait_q == {COLUMN_WAIT_BITS{1'b0}};
  wire last_group   = group_q == LAST_GROUP[GROUP_BITS-1:0];
  wire next_column  = issue & last_channel;
  wire next_group   = next_column & last_column;
  wire in_image;

  wire signed [ROW_BITS-1:0] to_release =
      last_group ? $signed(ALL_ROWS[ROW_BITS-1:0]) : within_image(next_row);

  always @(posedge clk) begin
    if (rst) begin
      held_q        <= {ROW_BITS{1'b0}};
      group_q       <= {GROUP_BITS{1'b0}};
      top_row_q     <= FIRST_TOP[ROW_BITS-1:0];
      top_buffer_q  <= FIRST_BUFFER[BUFFER_BITS-1:0];
      released_q    <= {ROW_BITS{1'b0}};
      column_q      <= {COLUMN_BITS{1'b0}};
      column_wait_q <= COLUMN_WAIT[COLUMN_WAIT_BITS-1:0];
      channel_q     <= {CHANNEL_BITS{1'b0}};
      member_q      <= {CHANNEL_BITS{1'b0}};
      place_q       <= {PLACE_BITS{1'b0}};
      valid_q       <= 1'b0;
    end else begin
      if (advance) valid_q <= resident;
      if (issue) begin
        channel_q <= last_channel ? {CHANNEL_BITS{1'b0}} : channel_q + 1'b1;
        member_q  <= last_member ? {CHANNEL_BITS{1'b0}} : member_q + 1'b1;
        if (in_image) place_q <= place_q + 1'b1;
      end
      if (next_column) begin
        column_q      <= last_column ? {COLUMN_BITS{1'b0}} : column_q + 1'b1;
        column_wait_q <= last_column  ? COLUMN_WAIT[COLUMN_WAIT_BITS-1:0] :
                         column_fires ? COLUMN_SKIP[COLUMN_WAIT_BITS-1:0] : column_wait_q - 1'b1;
      end
      if (next_group) begin
        place_q      <= {PLACE_BITS{1'b0}};
        group_q      <= last_group ? {GROUP_BITS{1'b0}} : group_q + 1'b1;
        top_row_q    <= last_group ? $signed(FIRST_TOP[ROW_BITS-1:0]) : next_row;
        top_buffer_q <= buffer_after(top_buffer_q, last_group ? BUFFERS_WRAP[BUFFER_BITS-1:0]
                                                              : BUFFERS_ON[BUFFER_BITS-1:0]);
        released_q   <= last_group ? {ROW_BITS{1'b0}} : to_release;
      end
      held_q <= held_q + $signed({{(ROW_BITS - 1){1'b0}}, row_loaded})
                - (next_group ? to_release - released_q : $signed({ROW_BITS{1'b0}}));
    end
  end

  // Row memories.
  wire [BITS-1:0] element [0:BUFFERS-1];

  genvar b;
  genvar p;
  genvar k;
  genvar c;
  generate
    for (b = 0; b < BUFFERS; b = b + 1) begin : gen_buffer
      localparam [31:0] BUFFER = b;

      reg  [LANES*BITS-1:0] memory [0:ROW_WORDS-1];
      reg  [LANES*BITS-1:0] word_q;
      wire                  filling = load & (fill_q == BUFFER[BUFFER_BITS-1:0]);

      always @(posedge clk) begin
        if (filling) memory[fill_word_q] <= s_tdata_i;
        if (issue & in_image) word_q <= memory[place_q[PLACE_BITS-1:LANE_BITS]];
      end

      if (LANES == 1) begin : gen_word
        assign element[b] = word_q;
      end else begin : gen_lane
        reg [LANE_BITS-1:0] lane_q;

        always @(posedge clk) begin
          if (issue) lane_q <= place_q[LANE_BITS-1:0];
        end

        assign element[b] = word_q[lane_q*BITS +: BITS];
      end
    end
  endgenerate

  // The step: rows in the order of the windows, whatever buffers they are in. What is above or left
  // of the image has wrapped to huge positions.
  reg                       fires_q;
  reg                       last_q;
  reg  [KERNEL_COLUMNS-1:0] column_inside_q;
  wire [KERNEL_COLUMNS-1:0] column_inside;
  wire [31:0]               column = {{(32 - COLUMN_BITS){1'b0}}, column_q};

  assign in_image = column_inside[KERNEL_COLUMNS-1];

  generate
    for (c = 0; c < KERNEL_COLUMNS; c = c + 1) begin : gen_column
      localparam [31:0] LOW = COLUMN_LEAD + (KERNEL_COLUMNS - 1 - c) * COLUMN_DILATION;
      assign column_inside[c] = column - LOW < COLUMNS;
    end

    for (p = 0; p < PARALLEL; p = p + 1) begin : gen_window
      for (k = 0; k < KERNEL_ROWS; k = k + 1) begin : gen_row
        localparam [31:0] BELOW_TOP   = p * ROW_STRIDE + k * ROW_DILATION;
        localparam [31:0] BUFFERS_OFF = BELOW_TOP % ALL_BUFFERS;

        reg                    inside_q;
        reg  [BUFFER_BITS-1:0] buffer_q;
        wire [ROW_BITS-1:0]    row = top_row_q + BELOW_TOP[ROW_BITS-1:0];

        always @(posedge clk) begin
          if (issue) begin
            inside_q <= row < ALL_ROWS[ROW_BITS-1:0];
            buffer_q <= buffer_after(top_buffer_q, BUFFERS_OFF[BUFFER_BITS-1:0]);
          end
        end

        assign row_inside_o[p*KERNEL_ROWS+k]             = inside_q;
        assign step_rows_o[(p*KERNEL_ROWS+k)*BITS +: BITS] = element[buffer_q];
      end
    end
  endgenerate

  always @(posedge clk) begin
    if (issue) begin
      fires_q         <= column_fires;
      last_q          <= last_member;
      column_inside_q <= column_inside;
    end
  end

  assign step_valid_o    = valid_q;
  assign step_fires_o    = fires_q;
  assign step_last_o     = last_q;
  assign column_inside_o = column_inside_q;

endmodule

`default_nettype wire
