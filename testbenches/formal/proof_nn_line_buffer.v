// SPDX-License-Identifier: Apache-2.0
//
// Proof of nn_line_buffer, for any number of frames, any stalls and any reset:
//   never more than BUFFERS rows are held, counted from the outside;
//   no step comes before all rows that it reads are loaded, nor after one of them is released;
//   every step is that of its coordinates, and the rows of a step are those of the image: one
//   element is chosen freely, frame, row, column and channel, and wherever it is read it has its
//   value;
//   a step that is offered stays until it is taken;
//   either a row is loaded or a step is read: nothing waits for itself.
//
// size: BUFFERS=2
// size: BUFFERS=3
// size: BUFFERS=4 COLUMNS=1 KERNEL_COLUMNS=1 BEFORE_COLUMN=0
// size: BUFFERS=3 KERNEL_ROWS=3 ROWS=4 COLUMNS=1 KERNEL_COLUMNS=1 BEFORE_COLUMN=0 ROW_STRIDE=2 ROW_GROUPS=2
// size: BUFFERS=1 KERNEL_ROWS=1 ROW_STRIDE=2 ROW_GROUPS=1 ROW_PADDING=0
// size: BUFFERS=3 PARALLEL=2 ROW_GROUPS=2 COLUMNS=1 KERNEL_COLUMNS=1 BEFORE_COLUMN=0
// size: BUFFERS=2 COLUMNS=2 LANES=2 ROWS=2 ROW_GROUPS=2 KERNEL_COLUMNS=1 BEFORE_COLUMN=0

`default_nettype none

module proof_nn_line_buffer #(
  parameter integer BUFFERS         = 3,
  parameter integer LANES           = 1,
  parameter integer PARALLEL        = 1,
  parameter integer ROWS            = 3,
  parameter integer COLUMNS         = 2,
  parameter integer CHANNELS        = 1,
  parameter integer KERNEL_ROWS     = 2,
  parameter integer ROW_DILATION    = 1,
  parameter integer ROW_STRIDE      = 1,
  parameter integer ROW_PADDING     = 1,
  parameter integer ROW_GROUPS      = 3,
  parameter integer KERNEL_COLUMNS  = 2,
  parameter integer COLUMN_STRIDE   = 1,
  parameter integer BEFORE_COLUMN   = 1,   // padding
  parameter integer AFTER_COLUMN    = 0
) (
  input wire             clk,
  input wire             rst,
  input wire             s_tvalid,
  input wire [LANES-1:0] s_tdata,
  input wire             step_ready
);

  localparam SPAN         = (KERNEL_ROWS - 1) * ROW_DILATION + (PARALLEL - 1) * ROW_STRIDE;
  localparam ADVANCE      = PARALLEL * ROW_STRIDE;
  localparam ROWS_ON      = ROWS - (ROW_GROUPS - 1) * ADVANCE;
  localparam COLUMN_START = KERNEL_COLUMNS - 1 - BEFORE_COLUMN;
  localparam COLUMN_LEAD  = COLUMN_START < 0 ? -COLUMN_START : 0;
  localparam COLUMN_STEPS = COLUMN_LEAD + COLUMNS + AFTER_COLUMN;
  localparam TAPS         = PARALLEL * KERNEL_ROWS;
  localparam ROW_WORDS    = COLUMNS * CHANNELS / LANES;

  wire                      s_tready;
  wire                      step_valid;
  wire                      step_fires;
  wire                      step_last;
  wire [TAPS-1:0]           step_rows;
  wire [TAPS-1:0]           row_inside;
  wire [KERNEL_COLUMNS-1:0] column_inside;

  // An element is a bit: the cell does not look at it.
  nn_line_buffer #(
    .BITS            (1),
    .LANES           (LANES),
    .BUFFERS         (BUFFERS),
    .PARALLEL        (PARALLEL),
    .ROWS            (ROWS),
    .COLUMNS         (COLUMNS),
    .CHANNELS        (CHANNELS),
    .GROUP_CHANNELS  (CHANNELS),
    .KERNEL_ROWS     (KERNEL_ROWS),
    .ROW_DILATION    (ROW_DILATION),
    .ROW_STRIDE      (ROW_STRIDE),
    .ROW_PADDING     (ROW_PADDING),
    .ROW_GROUPS      (ROW_GROUPS),
    .TOP_START       ((BUFFERS - ROW_PADDING % BUFFERS) % BUFFERS),
    .TOP_STEP        (ADVANCE % BUFFERS),
    .TOP_WRAP        ((ROWS_ON % BUFFERS + BUFFERS) % BUFFERS),
    .KERNEL_COLUMNS  (KERNEL_COLUMNS),
    .COLUMN_DILATION (1),
    .COLUMN_STRIDE   (COLUMN_STRIDE),
    .COLUMN_LEAD     (COLUMN_LEAD),
    .COLUMN_STEPS    (COLUMN_STEPS),
    .FIRST_COLUMN    (COLUMN_START + COLUMN_LEAD)
  ) u_cell (
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

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  always @* if (!begun) assume (rst);

  // The element that is followed, and where it is in its row.
  (* anyconst *) wire [1:0] chosen_frame;
  (* anyconst *) wire [3:0] chosen_row;
  (* anyconst *) wire [3:0] chosen_place;
  always @* assume (chosen_row < ROWS && chosen_place < COLUMNS * CHANNELS);

  // What is loaded.
  wire       load = s_tvalid & s_tready;
  reg  [1:0] load_frame;
  reg  [3:0] load_row;
  reg  [3:0] load_word;
  reg        loaded;        // the chosen element
  reg        value;
  wire       here = load_frame == chosen_frame && load_row == chosen_row
                    && load_word == chosen_place / LANES;

  always @(posedge clk) begin
    if (rst) begin
      load_frame <= 2'd0;
      load_row   <= 4'd0;
      load_word  <= 4'd0;
      loaded     <= 1'b0;
    end else if (load) begin
      load_word <= load_word == ROW_WORDS - 1 ? 4'd0 : load_word + 4'd1;
      if (load_word == ROW_WORDS - 1) begin
        load_row <= load_row == ROWS - 1 ? 4'd0 : load_row + 4'd1;
        if (load_row == ROWS - 1) load_frame <= load_frame + 2'd1;
      end
      if (here) begin
        loaded <= 1'b1;
        value  <= s_tdata >> (chosen_place % LANES);
      end
    end
  end

  // What is read.
  wire       take = step_valid & step_ready;
  reg  [1:0] frame;
  reg  [3:0] group;
  reg  [3:0] column;        // of the step
  reg  [1:0] channel;

  always @(posedge clk) begin
    if (rst) begin
      frame   <= 2'd0;
      group   <= 4'd0;
      column  <= 4'd0;
      channel <= 2'd0;
    end else if (take) begin
      channel <= channel == CHANNELS - 1 ? 2'd0 : channel + 2'd1;
      if (channel == CHANNELS - 1) begin
        column <= column == COLUMN_STEPS - 1 ? 4'd0 : column + 4'd1;
        if (column == COLUMN_STEPS - 1) begin
          group <= group == ROW_GROUPS - 1 ? 4'd0 : group + 4'd1;
          if (group == ROW_GROUPS - 1) frame <= frame + 2'd1;
        end
      end
    end
  end

  wire signed [7:0] image_column = $signed({4'd0, column}) - COLUMN_LEAD;
  wire signed [7:0] top          = $signed({4'd0, group}) * ADVANCE - ROW_PADDING;
  wire        [7:0] place        = image_column * CHANNELS + channel;
  wire              in_columns   = image_column >= 0 && image_column < COLUMNS;

  // Rows, from the start of the frame that is read. A group's are released when its last step is
  // read, though it may not be taken yet.
  wire        [1:0] frames_ahead = load_frame - frame;
  wire signed [7:0] rows_loaded  = frames_ahead == 2'd3 ? $signed({4'd0, load_row}) - ROWS
                                   : $signed({6'd0, frames_ahead}) * ROWS + load_row;
  wire              group_read   =
      step_valid && channel == CHANNELS - 1 && column == COLUMN_STEPS - 1;
  wire signed [7:0] next_top     = group_read ? top + ADVANCE : top;
  wire signed [7:0] released     = group_read && group == ROW_GROUPS - 1 ? ROWS
                                   : next_top < 0 ? 8'sd0 : next_top > ROWS ? ROWS : next_top;
  wire signed [7:0] bottom       = top + SPAN + 1 > ROWS ? ROWS : top + SPAN + 1;

  reg waited;   // a step
  reg stuck;    // nothing was loaded and nothing read

  always @(posedge clk) begin
    waited <= step_valid & ~step_ready & ~rst;
    stuck  <= ~step_valid & ~s_tready & ~rst;
  end

  genvar t;
  genvar c;
  generate
    for (t = 0; t < TAPS; t = t + 1) begin : gen_row
      wire signed [7:0] row =
          top + (t / KERNEL_ROWS) * ROW_STRIDE + (t % KERNEL_ROWS) * ROW_DILATION;

      always @* if (begun && !rst && step_valid) begin
        assert (row_inside[t] == (row >= 0 && row < ROWS));
        if (frame == chosen_frame && row == $signed({4'd0, chosen_row}) && in_columns
            && place == chosen_place) begin
          assert (loaded && step_rows[t] == value);
        end
      end
    end
    for (c = 0; c < KERNEL_COLUMNS; c = c + 1) begin : gen_column
      wire signed [7:0] of_tap = image_column - (KERNEL_COLUMNS - 1 - c);

      always @* if (begun && !rst && step_valid) begin
        assert (column_inside[c] == (of_tap >= 0 && of_tap < COLUMNS));
      end
    end
  endgenerate

  wire signed [7:0] window_column = image_column - COLUMN_START;

  always @* if (begun && !rst) begin
    if (load) assert (rows_loaded - released < BUFFERS);
    if (step_valid) begin
      assert (rows_loaded >= bottom);
      assert (step_last == (channel == CHANNELS - 1));
      assert (step_fires == (window_column >= 0 && window_column % COLUMN_STRIDE == 0));
    end
    if (waited) assert (step_valid);
    if (stuck) assert (step_valid | s_tready);
  end

endmodule

`default_nettype wire
