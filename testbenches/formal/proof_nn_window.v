// SPDX-License-Identifier: Apache-2.0
//
// Proof of assembled windows: a line buffer, nn_line_buffer or nn_line_stream (BUFFERS=0), and
// nn_window behind it; for any number of frames, any stalls and any reset:
//   every tap that lies in the image has its element: one position is chosen freely, row, column
//   and channel; in frames of even number a 1 arrives there and in the others a 0, anything
//   elsewhere; whenever a window that covers the position is on offer, its tap is that of its frame
//   (the cells only move elements, so that what holds for a 1 and a 0 holds for all values);
//   every tap outside of the image is the padding;
//   the last taps of a window, in its last channel, are marked;
//   taps that are offered stay until they are taken;
//   loading, walking and handing over do not wait for each other.
//
// size: BUFFERS=0 ROWS=3 COLUMNS=2 LANES=3
// size: BUFFERS=0 KERNEL=2 STRIDE=2 AFTER=0
// size: BUFFERS=3 ROWS=3 COLUMNS=2 KERNEL=2 STRIDE=2 AFTER=0 LANES=2
// size: BUFFERS=4 ROWS=3 COLUMNS=2 KERNEL=2 STRIDE=2 AFTER=0

`default_nettype none

module proof_nn_window #(
  parameter integer BUFFERS  = 3,
  parameter integer ROWS     = 4,
  parameter integer COLUMNS  = 4,
  parameter integer CHANNELS = 1,
  parameter integer KERNEL   = 3,
  parameter integer DILATION = 1,
  parameter integer STRIDE   = 1,
  parameter integer BEFORE   = 1,   // padding, at the top and the left
  parameter integer AFTER    = 1,
  parameter integer LANES    = KERNEL * KERNEL
) (
  input wire clk,
  input wire rst,
  input wire s_tvalid,
  input wire s_tdata,
  input wire ready
);

  localparam SPAN           = (KERNEL - 1) * DILATION;
  localparam WINDOW_ROWS    = (ROWS + BEFORE + AFTER - SPAN - 1) / STRIDE + 1;
  localparam WINDOW_COLUMNS = (COLUMNS + BEFORE + AFTER - SPAN - 1) / STRIDE + 1;
  localparam CYCLES         = KERNEL * KERNEL / LANES;

  // The grid: from the image's first element, or the first window, to the last that is needed.
  localparam START          = SPAN - BEFORE;
  localparam LEAD           = START < 0 ? -START : 0;
  localparam FIRST          = START + LEAD;
  localparam LAST_ROW       = FIRST + (WINDOW_ROWS - 1) * STRIDE;
  localparam LAST_COLUMN    = FIRST + (WINDOW_COLUMNS - 1) * STRIDE;
  localparam ALL_ROWS       = LAST_ROW < LEAD + ROWS ? LEAD + ROWS : LAST_ROW + 1;
  localparam ALL_COLUMNS    = LAST_COLUMN < LEAD + COLUMNS ? LEAD + COLUMNS : LAST_COLUMN + 1;
  localparam ROWS_ON        = ROWS - (WINDOW_ROWS - 1) * STRIDE;

  wire              s_tready;
  wire              step_valid;
  wire              step_ready;
  wire              step_fires;
  wire              step_last;
  wire [KERNEL-1:0] step_rows;
  wire [KERNEL-1:0] row_inside;
  wire [KERNEL-1:0] column_inside;

  // An element is a bit: the cells do not look at it.
  generate
    if (BUFFERS == 0) begin : gen_streaming
      nn_line_stream #(
        .BITS            (1),
        .ROWS            (ROWS),
        .COLUMNS         (COLUMNS),
        .CHANNELS        (CHANNELS),
        .GROUP_CHANNELS  (CHANNELS),
        .KERNEL_ROWS     (KERNEL),
        .ROW_DILATION    (DILATION),
        .ROW_STRIDE      (STRIDE),
        .ROW_LEAD        (LEAD),
        .ROW_STEPS       (ALL_ROWS),
        .FIRST_ROW       (FIRST),
        .KERNEL_COLUMNS  (KERNEL),
        .COLUMN_DILATION (DILATION),
        .COLUMN_STRIDE   (STRIDE),
        .COLUMN_LEAD     (LEAD),
        .COLUMN_STEPS    (ALL_COLUMNS),
        .FIRST_COLUMN    (FIRST)
      ) u_lines (
        .clk             (clk),
        .rst             (rst),
        .s_tvalid_i      (s_tvalid),
        .s_tready_o      (s_tready),
        .s_tdata_i       (s_tdata),
        .step_valid_o    (step_valid),
        .step_ready_i    (step_ready),
        .step_fires_o    (step_fires),
        .step_last_o     (step_last),
        .step_rows_o     (step_rows),
        .row_inside_o    (row_inside),
        .column_inside_o (column_inside)
      );
    end else begin : gen_buffers
      nn_line_buffer #(
        .BITS            (1),
        .LANES           (1),
        .BUFFERS         (BUFFERS),
        .PARALLEL        (1),
        .ROWS            (ROWS),
        .COLUMNS         (COLUMNS),
        .CHANNELS        (CHANNELS),
        .GROUP_CHANNELS  (CHANNELS),
        .KERNEL_ROWS     (KERNEL),
        .ROW_DILATION    (DILATION),
        .ROW_STRIDE      (STRIDE),
        .ROW_PADDING     (BEFORE),
        .ROW_GROUPS      (WINDOW_ROWS),
        .TOP_START       ((BUFFERS - BEFORE % BUFFERS) % BUFFERS),
        .TOP_STEP        (STRIDE % BUFFERS),
        .TOP_WRAP        ((ROWS_ON % BUFFERS + BUFFERS) % BUFFERS),
        .KERNEL_COLUMNS  (KERNEL),
        .COLUMN_DILATION (DILATION),
        .COLUMN_STRIDE   (STRIDE),
        .COLUMN_LEAD     (LEAD),
        .COLUMN_STEPS    (LAST_COLUMN + 1),
        .FIRST_COLUMN    (FIRST)
      ) u_lines (
        .clk             (clk),
        .rst             (rst),
        .s_tvalid_i      (s_tvalid),
        .s_tready_o      (s_tready),
        .s_tdata_i       (s_tdata),
        .step_valid_o    (step_valid),
        .step_ready_i    (step_ready),
        .step_fires_o    (step_fires),
        .step_last_o     (step_last),
        .step_rows_o     (step_rows),
        .row_inside_o    (row_inside),
        .column_inside_o (column_inside)
      );
    end
  endgenerate

  wire             valid;
  wire [LANES-1:0] taps;
  wire             last;

  nn_window #(
    .BITS            (1),
    .KERNEL_ROWS     (KERNEL),
    .KERNEL_COLUMNS  (KERNEL),
    .DELAY           (CHANNELS * DILATION),
    .LANES           (LANES),
    .CYCLES          (CYCLES),
    .PADDING         (1)
  ) u_window (
    .clk             (clk),
    .rst             (rst),
    .step_valid_i    (step_valid),
    .step_ready_o    (step_ready),
    .step_fires_i    (step_fires),
    .step_last_i     (step_last),
    .step_rows_i     (step_rows),
    .row_inside_i    (row_inside),
    .column_inside_i (column_inside),
    .valid_o         (valid),
    .ready_i         (ready),
    .taps_o          (taps),
    .last_o          (last)
  );

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  always @* if (!begun) assume (rst);

  // The position that is followed.
  (* anyconst *) wire [2:0] chosen_row;
  (* anyconst *) wire [2:0] chosen_column;
  (* anyconst *) wire [1:0] chosen_channel;

  always @* assume (chosen_row < ROWS && chosen_column < COLUMNS && chosen_channel < CHANNELS);

  // What is loaded.
  wire      load = s_tvalid & s_tready;
  reg       load_frame;
  reg [2:0] load_row;
  reg [2:0] load_column;
  reg [1:0] load_channel;

  always @(posedge clk) begin
    if (rst) begin
      load_frame   <= 1'b0;
      load_row     <= 3'd0;
      load_column  <= 3'd0;
      load_channel <= 2'd0;
    end else if (load) begin
      load_channel <= load_channel == CHANNELS - 1 ? 2'd0 : load_channel + 2'd1;
      if (load_channel == CHANNELS - 1) begin
        load_column <= load_column == COLUMNS - 1 ? 3'd0 : load_column + 3'd1;
        if (load_column == COLUMNS - 1) begin
          load_row <= load_row == ROWS - 1 ? 3'd0 : load_row + 3'd1;
          if (load_row == ROWS - 1) load_frame <= ~load_frame;
        end
      end
    end
  end

  always @* if (load && load_row == chosen_row && load_column == chosen_column
                && load_channel == chosen_channel) begin
    assume (s_tdata == ~load_frame);
  end

  // The window that is handed over.
  wire      given = valid & ready;
  reg       frame;
  reg [2:0] row;
  reg [2:0] column;
  reg [1:0] channel;
  reg [3:0] cycle;

  always @(posedge clk) begin
    if (rst) begin
      frame   <= 1'b0;
      row     <= 3'd0;
      column  <= 3'd0;
      channel <= 2'd0;
      cycle   <= 4'd0;
    end else if (given) begin
      cycle <= cycle == CYCLES - 1 ? 4'd0 : cycle + 4'd1;
      if (cycle == CYCLES - 1) begin
        channel <= channel == CHANNELS - 1 ? 2'd0 : channel + 2'd1;
        if (channel == CHANNELS - 1) begin
          column <= column == WINDOW_COLUMNS - 1 ? 3'd0 : column + 3'd1;
          if (column == WINDOW_COLUMNS - 1) begin
            row <= row == WINDOW_ROWS - 1 ? 3'd0 : row + 3'd1;
            if (row == WINDOW_ROWS - 1) frame <= ~frame;
          end
        end
      end
    end
  end

  reg waited;   // taps, for who takes them
  reg stuck;    // nothing was loaded, walked or handed over

  always @(posedge clk) begin
    waited <= valid & ~ready & ~rst;
    stuck  <= ~s_tready & ~(step_valid & step_ready) & ~valid & ~rst;
  end

  genvar l;
  generate
    for (l = 0; l < LANES; l = l + 1) begin : gen_tap
      wire        [3:0] tap        = cycle * LANES + l;
      wire signed [5:0] tap_row    = row * STRIDE + tap / KERNEL * DILATION - BEFORE;
      wire signed [5:0] tap_column = column * STRIDE + tap % KERNEL * DILATION - BEFORE;
      wire              inside     = tap_row >= 0 && tap_row < ROWS
                                     && tap_column >= 0 && tap_column < COLUMNS;

      always @* if (begun && !rst && valid) begin
        if (!inside) assert (taps[l]);
        if (inside && tap_row == $signed({3'd0, chosen_row})
            && tap_column == $signed({3'd0, chosen_column}) && channel == chosen_channel) begin
          assert (taps[l] == ~frame);
        end
      end
    end
  endgenerate

  always @* if (begun && !rst) begin
    if (valid) assert (last == (cycle == CYCLES - 1 && channel == CHANNELS - 1));
    if (waited) assert (valid);
    if (stuck) assert (s_tready | (step_valid & step_ready) | valid);
  end

endmodule

`default_nettype wire
