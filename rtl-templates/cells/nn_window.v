// SPDX-License-Identifier: Apache-2.0
//
// The window of a convolution or pooling: gathers the columns that a line buffer hands over, one
// step for each column and channel, and where a window is complete, hands its taps of that channel
// to the engine, LANES per cycle, row by row. A tap outside the image is PADDING.
//
// Between neighbouring taps of a row lie DELAY steps: the channels times the dilation. Steps that
// complete no window go on while the previous window is handed over.
//
// From a step that completes a window to valid_o: 1 cycle. Interval: CYCLES cycles for each step
// that completes a window, 1 cycle for others.

`default_nettype none

module nn_window #(
  parameter BITS           = 8,
  parameter KERNEL_ROWS    = 3,
  parameter KERNEL_COLUMNS = 3,
  parameter DELAY          = 1,
  parameter LANES          = 1,   // taps per cycle
  parameter CYCLES         = 9,   // of a window: KERNEL_ROWS * KERNEL_COLUMNS / LANES
  parameter PADDING        = 0
) (
  input  wire                        clk,
  input  wire                        rst,

  // Steps: the rows of a column, the top row in the low bits.
  input  wire                        step_valid_i,
  output wire                        step_ready_o,
  input  wire                        step_fires_i,      // a window is complete
  input  wire                        step_last_i,       // ... and this is its last channel
  input  wire [KERNEL_ROWS*BITS-1:0] step_rows_i,
  input  wire [KERNEL_ROWS-1:0]      row_inside_i,      // which rows are in the image
  input  wire [KERNEL_COLUMNS-1:0]   column_inside_i,   // which columns of the window are

  // Taps, the first in the low bits.
  output wire                        valid_o,
  input  wire                        ready_i,
  output wire [LANES*BITS-1:0]       taps_o,
  output wire                        last_o
);

  localparam        TAPS       = KERNEL_ROWS * KERNEL_COLUMNS;
  localparam        ROWS_BITS  = KERNEL_ROWS * BITS;
  localparam        TAPS_BITS  = TAPS * BITS;
  localparam        LANES_BITS = LANES * BITS;
  localparam        COUNT_BITS = CYCLES > 1 ? $clog2(CYCLES) : 1;
  localparam [31:0] LAST_CYCLE = CYCLES - 1;
  localparam [31:0] PADDED     = PADDING;

  reg                  busy_q;
  reg                  last_q;
  reg [COUNT_BITS-1:0] count_q;
  reg [TAPS_BITS-1:0]  window_q;

  wire ending = count_q == LAST_CYCLE[COUNT_BITS-1:0];
  wire take   = step_valid_i & step_ready_o;
  wire fire   = take & step_fires_i;
  wire given  = busy_q & ready_i;

  assign step_ready_o = ~step_fires_i | ~busy_q | (ending & ready_i);

  // Columns: the newest comes from the step, each older one out of a delay line.
  wire [KERNEL_COLUMNS*ROWS_BITS-1:0] columns;

  assign columns[(KERNEL_COLUMNS-1)*ROWS_BITS +: ROWS_BITS] = step_rows_i;

  genvar c;
  genvar r;
  generate
    for (c = 0; c < KERNEL_COLUMNS - 1; c = c + 1) begin : gen_column
      nn_delay #(
        .WIDTH    (ROWS_BITS),
        .DEPTH    (DELAY)
      ) u_delay (
        .clk      (clk),
        .rst      (rst),
        .enable_i (take),
        .data_i   (columns[(c+1)*ROWS_BITS +: ROWS_BITS]),
        .data_o   (columns[c*ROWS_BITS +: ROWS_BITS])
      );
    end
  endgenerate

  // Taps.
  wire [TAPS_BITS-1:0] window;

  generate
    for (r = 0; r < KERNEL_ROWS; r = r + 1) begin : gen_row
      for (c = 0; c < KERNEL_COLUMNS; c = c + 1) begin : gen_tap
        assign window[(r*KERNEL_COLUMNS+c)*BITS +: BITS] =
            row_inside_i[r] & column_inside_i[c] ? columns[c*ROWS_BITS+r*BITS +: BITS]
                                                 : PADDED[BITS-1:0];
      end
    end
  endgenerate

  always @(posedge clk) begin
    if (rst) begin
      busy_q  <= 1'b0;
      count_q <= {COUNT_BITS{1'b0}};
    end else begin
      if (fire) busy_q <= 1'b1;
      else if (given & ending) busy_q <= 1'b0;
      if (given) count_q <= ending ? {COUNT_BITS{1'b0}} : count_q + 1'b1;
    end
  end

  always @(posedge clk) begin
    if (fire) begin
      window_q <= window;
      last_q   <= step_last_i;
    end else if (given) begin
      window_q <= window_q >> LANES_BITS;
    end
  end

  assign valid_o = busy_q;
  assign taps_o  = window_q[LANES_BITS-1:0];
  assign last_o  = last_q & ending;

endmodule

`default_nettype wire
