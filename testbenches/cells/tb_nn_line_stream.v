// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_line_stream: the image is kept whole; each step's rows, and which of the window's rows
// and columns are inside, follow from its coordinates.

`default_nettype none

module tb_nn_line_stream;

  localparam CASES = 8;
  `include "verdict.vh"

  tb_nn_line_stream_case #(
    .SEED(1), .BITS(8), .ROWS(4), .COLUMNS(5)
  ) u_0 (done[0], checks[0], failures[0]);
  // Without padding.
  tb_nn_line_stream_case #(
    .SEED(2), .BITS(4), .ROWS(5), .COLUMNS(4), .CHANNELS(3), .GROUP_CHANNELS(3), .KERNEL_ROWS(2),
    .KERNEL_COLUMNS(3), .BEFORE_ROW(0), .BEFORE_COLUMN(0), .AFTER_ROW(0), .AFTER_COLUMN(0)
  ) u_1 (done[1], checks[1], failures[1]);
  // Strides, and rows and columns that no window needs.
  tb_nn_line_stream_case #(
    .SEED(3), .BITS(8), .ROWS(6), .COLUMNS(7), .CHANNELS(2), .GROUP_CHANNELS(1), .ROW_STRIDE(3),
    .COLUMN_STRIDE(2), .BEFORE_ROW(1), .BEFORE_COLUMN(0), .AFTER_ROW(0), .AFTER_COLUMN(1)
  ) u_2 (done[2], checks[2], failures[2]);
  // Dilation.
  tb_nn_line_stream_case #(
    .SEED(4), .BITS(5), .ROWS(5), .COLUMNS(4), .ROW_DILATION(2), .COLUMN_DILATION(3),
    .KERNEL_ROWS(2), .KERNEL_COLUMNS(2), .BEFORE_ROW(1), .BEFORE_COLUMN(2), .AFTER_ROW(2),
    .AFTER_COLUMN(1)
  ) u_3 (done[3], checks[3], failures[3]);
  // Windows that lie in the padding alone: the grid begins above and left of the image.
  tb_nn_line_stream_case #(
    .SEED(5), .BITS(8), .ROWS(2), .COLUMNS(3), .CHANNELS(2), .GROUP_CHANNELS(2), .KERNEL_ROWS(2),
    .KERNEL_COLUMNS(1), .BEFORE_ROW(4), .BEFORE_COLUMN(3), .AFTER_ROW(3), .AFTER_COLUMN(2)
  ) u_4 (done[4], checks[4], failures[4]);
  // A single element; a single row.
  tb_nn_line_stream_case #(
    .SEED(6), .BITS(1), .ROWS(1), .COLUMNS(1), .BEFORE_ROW(1), .BEFORE_COLUMN(1), .AFTER_ROW(1),
    .AFTER_COLUMN(1)
  ) u_5 (done[5], checks[5], failures[5]);
  tb_nn_line_stream_case #(
    .SEED(7), .BITS(16), .ROWS(1), .COLUMNS(9), .CHANNELS(1), .KERNEL_ROWS(1), .KERNEL_COLUMNS(4),
    .COLUMN_STRIDE(4), .BEFORE_ROW(0), .BEFORE_COLUMN(1), .AFTER_ROW(0), .AFTER_COLUMN(2)
  ) u_6 (done[6], checks[6], failures[6]);
  // Frames begin in the padding and end in the image.
  tb_nn_line_stream_case #(
    .SEED(8), .BITS(8), .ROWS(1), .COLUMNS(2), .KERNEL_ROWS(1), .KERNEL_COLUMNS(1), .BEFORE_ROW(1),
    .BEFORE_COLUMN(0), .AFTER_ROW(0), .AFTER_COLUMN(0)
  ) u_7 (done[7], checks[7], failures[7]);

endmodule

module tb_nn_line_stream_case #(
  parameter SEED            = 1,
  parameter BITS            = 8,
  parameter ROWS            = 4,
  parameter COLUMNS         = 5,
  parameter CHANNELS        = 1,
  parameter GROUP_CHANNELS  = 1,
  parameter KERNEL_ROWS     = 3,
  parameter ROW_DILATION    = 1,
  parameter ROW_STRIDE      = 1,
  parameter BEFORE_ROW      = 1,   // padding
  parameter AFTER_ROW       = 1,
  parameter KERNEL_COLUMNS  = 3,
  parameter COLUMN_DILATION = 1,
  parameter COLUMN_STRIDE   = 1,
  parameter BEFORE_COLUMN   = 1,
  parameter AFTER_COLUMN    = 1
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  // The grid: from the first window's bottom right tap or the first element, to the last of either.
  localparam ROW_REACH    = (KERNEL_ROWS - 1) * ROW_DILATION;
  localparam COLUMN_REACH = (KERNEL_COLUMNS - 1) * COLUMN_DILATION;
  localparam ROW_START    = ROW_REACH - BEFORE_ROW;
  localparam COLUMN_START = COLUMN_REACH - BEFORE_COLUMN;
  localparam ROW_LEAD     = ROW_START < 0 ? -ROW_START : 0;
  localparam COLUMN_LEAD  = COLUMN_START < 0 ? -COLUMN_START : 0;
  localparam ROW_STEPS    = ROW_LEAD + ROWS + AFTER_ROW;
  localparam COLUMN_STEPS = COLUMN_LEAD + COLUMNS + AFTER_COLUMN;
  localparam FIRST_ROW    = ROW_START + ROW_LEAD;
  localparam FIRST_COLUMN = COLUMN_START + COLUMN_LEAD;

  localparam S_BITS       = BITS;
  localparam FLAGS        = 2 + KERNEL_ROWS + KERNEL_COLUMNS;
  localparam M_BITS       = FLAGS + KERNEL_ROWS * BITS;
  localparam ALWAYS_READY = 0;
  localparam LEAST        = 1000;
  localparam ELEMENTS     = ROWS * COLUMNS * CHANNELS;
  localparam STEPS        = ROW_STEPS * COLUMN_STEPS * CHANNELS;

  `include "bench.vh"
  `include "stream.vh"

  nn_line_stream #(
    .BITS            (BITS),
    .ROWS            (ROWS),
    .COLUMNS         (COLUMNS),
    .CHANNELS        (CHANNELS),
    .GROUP_CHANNELS  (GROUP_CHANNELS),
    .KERNEL_ROWS     (KERNEL_ROWS),
    .ROW_DILATION    (ROW_DILATION),
    .ROW_STRIDE      (ROW_STRIDE),
    .ROW_LEAD        (ROW_LEAD),
    .ROW_STEPS       (ROW_STEPS),
    .FIRST_ROW       (FIRST_ROW),
    .KERNEL_COLUMNS  (KERNEL_COLUMNS),
    .COLUMN_DILATION (COLUMN_DILATION),
    .COLUMN_STRIDE   (COLUMN_STRIDE),
    .COLUMN_LEAD     (COLUMN_LEAD),
    .COLUMN_STEPS    (COLUMN_STEPS),
    .FIRST_COLUMN    (FIRST_COLUMN)
  ) u_cell (
    .clk             (clk),
    .rst             (rst),
    .s_tvalid_i      (s_tvalid),
    .s_tready_o      (s_tready),
    .s_tdata_i       (s_data),
    .step_valid_o    (m_tvalid),
    .step_ready_i    (m_tready),
    .step_fires_o    (m_data[0]),
    .step_last_o     (m_data[1]),
    .row_inside_o    (m_data[2 +: KERNEL_ROWS]),
    .column_inside_o (m_data[2 + KERNEL_ROWS +: KERNEL_COLUMNS]),
    .step_rows_o     (m_data[FLAGS +: KERNEL_ROWS * BITS])
  );

  integer place;        // of the step in its grid
  integer row;          // of the step in the image
  integer column;
  integer channel;
  integer tap;
  integer other;        // row or column of a tap
  integer window_row;   // rows from the first window's bottom to this step
  integer window_column;
  reg     in_image;

  task make;
    made = word(BITS);
  endtask

  task want;
    begin
      place   = sent % STEPS;
      channel = place % CHANNELS;
      column  = place / CHANNELS % COLUMN_STEPS - COLUMN_LEAD;
      row     = place / CHANNELS / COLUMN_STEPS - ROW_LEAD;
      in_image  = row >= 0 && row < ROWS && column >= 0 && column < COLUMNS;
      wanted_input = sent / STEPS * ELEMENTS;
      if (in_image) wanted_input = wanted_input + (row * COLUMNS + column) * CHANNELS + channel;

      wanted = {M_BITS{1'b0}};
      care   = {FLAGS{1'b1}};
      window_row    = row - ROW_START;
      window_column = column - COLUMN_START;
      wanted[0] = window_row >= 0 && window_row % ROW_STRIDE == 0
                  && window_column >= 0 && window_column % COLUMN_STRIDE == 0;
      wanted[1] = (channel + 1) % GROUP_CHANNELS == 0;
      for (tap = 0; tap < KERNEL_ROWS; tap = tap + 1) begin
        other = row - (KERNEL_ROWS - 1 - tap) * ROW_DILATION;
        if (other >= 0 && other < ROWS) begin
          wanted[2 + tap] = 1'b1;
          if (column >= 0 && column < COLUMNS) begin
            care[FLAGS + tap * BITS +: BITS]   = {BITS{1'b1}};
            wanted[FLAGS + tap * BITS +: BITS] =
                beats[sent / STEPS * ELEMENTS + (other * COLUMNS + column) * CHANNELS + channel];
          end
        end
      end
      for (tap = 0; tap < KERNEL_COLUMNS; tap = tap + 1) begin
        other = column - (KERNEL_COLUMNS - 1 - tap) * COLUMN_DILATION;
        wanted[2 + KERNEL_ROWS + tap] = other >= 0 && other < COLUMNS;
      end
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (s_tvalid || (!in_image && place > 0)), "latency");
      check(s_tready === (m_tready && in_image), "tready");
    end
  endtask

  task restart;
    begin
    end
  endtask

endmodule

`default_nettype wire
