// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_line_buffer: the image is kept whole; each step's rows, and which of the window's rows
// and columns are inside, follow from its coordinates. When rows load and when steps are read
// follows from how many rows are complete, needed and no longer needed.

`default_nettype none

module tb_nn_line_buffer;

  localparam CASES = 10;
  `include "verdict.vh"

  // As many buffers as a window has rows, one more, two more.
  tb_nn_line_buffer_case #(
    .SEED(1), .BUFFERS(3)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_line_buffer_case #(
    .SEED(2), .BUFFERS(4), .ROWS(5), .COLUMNS(3), .CHANNELS(2), .GROUP_CHANNELS(2), .BITS(4)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_line_buffer_case #(
    .SEED(3), .BUFFERS(5), .ROWS(4), .COLUMNS(4), .CHANNELS(2), .GROUP_CHANNELS(1), .LANES(4)
  ) u_2 (done[2], checks[2], failures[2]);
  // A stride, without padding; the last rows and columns are in no window.
  tb_nn_line_buffer_case #(
    .SEED(4), .BUFFERS(4), .ROWS(6), .COLUMNS(6), .LANES(2), .KERNEL_ROWS(2), .ROW_STRIDE(3),
    .KERNEL_COLUMNS(2), .COLUMN_STRIDE(3), .ROW_PADDING(0), .BEFORE_COLUMN(0), .AFTER_COLUMN(-1),
    .ROW_GROUPS(2)
  ) u_3 (done[3], checks[3], failures[3]);
  // Rows between windows are released before they are loaded.
  tb_nn_line_buffer_case #(
    .SEED(5), .BUFFERS(1), .ROWS(7), .COLUMNS(3), .KERNEL_ROWS(1), .ROW_STRIDE(3),
    .KERNEL_COLUMNS(1), .ROW_PADDING(0), .BEFORE_COLUMN(0), .AFTER_COLUMN(0), .ROW_GROUPS(2)
  ) u_4 (done[4], checks[4], failures[4]);
  // Several rows of windows at once; the last group reaches beyond the image.
  tb_nn_line_buffer_case #(
    .SEED(6), .BUFFERS(6), .PARALLEL(2), .ROWS(5), .COLUMNS(4), .ROW_GROUPS(3)
  ) u_5 (done[5], checks[5], failures[5]);
  tb_nn_line_buffer_case #(
    .SEED(7), .BUFFERS(7), .PARALLEL(3), .ROWS(6), .COLUMNS(2), .CHANNELS(2), .LANES(2),
    .GROUP_CHANNELS(2), .KERNEL_ROWS(2), .ROW_STRIDE(2), .ROW_PADDING(0), .ROW_GROUPS(1)
  ) u_6 (done[6], checks[6], failures[6]);
  // Dilation.
  tb_nn_line_buffer_case #(
    .SEED(8), .BUFFERS(5), .ROWS(6), .COLUMNS(5), .KERNEL_ROWS(3), .ROW_DILATION(2),
    .KERNEL_COLUMNS(2), .COLUMN_DILATION(3), .ROW_PADDING(2), .BEFORE_COLUMN(1), .AFTER_COLUMN(2),
    .ROW_GROUPS(6)
  ) u_7 (done[7], checks[7], failures[7]);
  // Windows that lie in the padding alone.
  tb_nn_line_buffer_case #(
    .SEED(9), .BUFFERS(2), .ROWS(2), .COLUMNS(3), .KERNEL_ROWS(2), .KERNEL_COLUMNS(1),
    .ROW_PADDING(3), .BEFORE_COLUMN(2), .AFTER_COLUMN(1), .ROW_GROUPS(6)
  ) u_8 (done[8], checks[8], failures[8]);
  // A single element.
  tb_nn_line_buffer_case #(
    .SEED(10), .BUFFERS(3), .BITS(1), .ROWS(1), .COLUMNS(1), .ROW_GROUPS(1)
  ) u_9 (done[9], checks[9], failures[9]);

endmodule

module tb_nn_line_buffer_case #(
  parameter SEED            = 1,
  parameter BITS            = 8,
  parameter LANES           = 1,
  parameter BUFFERS         = 3,
  parameter PARALLEL        = 1,
  parameter ROWS            = 4,
  parameter COLUMNS         = 5,
  parameter CHANNELS        = 1,
  parameter GROUP_CHANNELS  = 1,
  parameter KERNEL_ROWS     = 3,
  parameter ROW_DILATION    = 1,
  parameter ROW_STRIDE      = 1,
  parameter ROW_PADDING     = 1,
  parameter ROW_GROUPS      = ROWS,
  parameter KERNEL_COLUMNS  = 3,
  parameter COLUMN_DILATION = 1,
  parameter COLUMN_STRIDE   = 1,
  parameter BEFORE_COLUMN   = 1,   // padding
  parameter AFTER_COLUMN    = 1    // less than 0: columns at the right that are in no window
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam SPAN         = (KERNEL_ROWS - 1) * ROW_DILATION + (PARALLEL - 1) * ROW_STRIDE;
  localparam ADVANCE      = PARALLEL * ROW_STRIDE;
  localparam ROWS_ON      = ROWS - (ROW_GROUPS - 1) * ADVANCE;   // from the last top to the next
  localparam COLUMN_START = (KERNEL_COLUMNS - 1) * COLUMN_DILATION - BEFORE_COLUMN;
  localparam COLUMN_LEAD  = COLUMN_START < 0 ? -COLUMN_START : 0;
  localparam COLUMN_STEPS = COLUMN_LEAD + COLUMNS + AFTER_COLUMN;

  localparam S_BITS       = LANES * BITS;
  localparam TAPS         = PARALLEL * KERNEL_ROWS;
  localparam FLAGS        = 2 + TAPS + KERNEL_COLUMNS;
  localparam M_BITS       = FLAGS + TAPS * BITS;
  localparam ALWAYS_READY = 0;
  localparam LEAST        = 200;
  localparam LINE         = COLUMNS * CHANNELS;
  localparam STEPS        = COLUMN_STEPS * CHANNELS;   // of a group

  `include "bench.vh"
  `include "stream.vh"

  nn_line_buffer #(
    .BITS            (BITS),
    .LANES           (LANES),
    .BUFFERS         (BUFFERS),
    .PARALLEL        (PARALLEL),
    .ROWS            (ROWS),
    .COLUMNS         (COLUMNS),
    .CHANNELS        (CHANNELS),
    .GROUP_CHANNELS  (GROUP_CHANNELS),
    .KERNEL_ROWS     (KERNEL_ROWS),
    .ROW_DILATION    (ROW_DILATION),
    .ROW_STRIDE      (ROW_STRIDE),
    .ROW_PADDING     (ROW_PADDING),
    .ROW_GROUPS      (ROW_GROUPS),
    .TOP_START       ((BUFFERS - ROW_PADDING % BUFFERS) % BUFFERS),
    .TOP_STEP        (ADVANCE % BUFFERS),
    .TOP_WRAP        ((ROWS_ON % BUFFERS + BUFFERS) % BUFFERS),
    .KERNEL_COLUMNS  (KERNEL_COLUMNS),
    .COLUMN_DILATION (COLUMN_DILATION),
    .COLUMN_STRIDE   (COLUMN_STRIDE),
    .COLUMN_LEAD     (COLUMN_LEAD),
    .COLUMN_STEPS    (COLUMN_STEPS),
    .FIRST_COLUMN    (COLUMN_START + COLUMN_LEAD)
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
    .row_inside_o    (m_data[2 +: TAPS]),
    .column_inside_o (m_data[2 + TAPS +: KERNEL_COLUMNS]),
    .step_rows_o     (m_data[FLAGS +: TAPS * BITS])
  );

  integer frame;
  integer top;             // row of the top window, in the image
  integer column;          // of the step, in the image
  integer channel;
  integer window_column;   // columns from the first window's rightmost to this step
  integer tap;
  integer other;           // row or column of a tap
  integer element;         // since the reset
  integer needed;          // rows, since the reset

  task make;
    made = word(S_BITS);
  endtask

  // How many rows of the image are above a position.
  function integer above(input integer position);
    above = position < 0 ? 0 : position > ROWS ? ROWS : position;
  endfunction

  // How many rows, since the reset, have been released when so many steps are read.
  function integer released(input integer steps);
    integer groups;
    begin
      groups   = steps / STEPS % ROW_GROUPS;
      released = steps / STEPS / ROW_GROUPS * ROWS
                 + (groups == 0 ? 0 : above(groups * ADVANCE - ROW_PADDING));
    end
  endfunction

  task want;
    begin
      frame         = sent / STEPS / ROW_GROUPS;
      top           = sent / STEPS % ROW_GROUPS * ADVANCE - ROW_PADDING;
      column        = sent % STEPS / CHANNELS - COLUMN_LEAD;
      channel       = sent % CHANNELS;
      window_column = column - COLUMN_START;
      needed        = above(top + SPAN + 1);
      if (needed == 0) needed = 1;
      needed        = needed + frame * ROWS;
      wanted_input  = needed * LINE / LANES - 1;

      wanted    = {M_BITS{1'b0}};
      care      = {FLAGS{1'b1}};
      wanted[0] = window_column >= 0 && window_column % COLUMN_STRIDE == 0;
      wanted[1] = (channel + 1) % GROUP_CHANNELS == 0;
      for (tap = 0; tap < TAPS; tap = tap + 1) begin
        other = top + tap / KERNEL_ROWS * ROW_STRIDE + tap % KERNEL_ROWS * ROW_DILATION;
        if (other >= 0 && other < ROWS) begin
          wanted[2 + tap] = 1'b1;
          if (column >= 0 && column < COLUMNS) begin
            element = (frame * ROWS + other) * LINE + column * CHANNELS + channel;
            care[FLAGS + tap * BITS +: BITS]   = {BITS{1'b1}};
            wanted[FLAGS + tap * BITS +: BITS] = beats[element / LANES] >> (element % LANES * BITS);
          end
        end
      end
      for (tap = 0; tap < KERNEL_COLUMNS; tap = tap + 1) begin
        other = column - (KERNEL_COLUMNS - 1 - tap) * COLUMN_DILATION;
        wanted[2 + TAPS + tap] = other >= 0 && other < COLUMNS;
      end
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (wanted_input < taken_before), "latency");
      check(s_tready === (taken * LANES / LINE - released(sent + (m_tvalid ? 1 : 0)) < BUFFERS),
            "room");
    end
  endtask

  task restart;
    begin
    end
  endtask

endmodule

`default_nettype wire
