// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_window: random columns, of which some complete a window; its taps are looked up in the
// columns that were offered so many steps before.

`default_nettype none

module tb_nn_window;

  localparam CASES = 6;
  `include "verdict.vh"

  tb_nn_window_case #(
    .SEED(1), .BITS(8), .KERNEL_ROWS(3), .KERNEL_COLUMNS(3), .DELAY(1), .LANES(1), .PADDING(0)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_window_case #(
    .SEED(2), .BITS(8), .KERNEL_ROWS(3), .KERNEL_COLUMNS(3), .DELAY(4), .LANES(9), .PADDING(-128)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_window_case #(
    .SEED(3), .BITS(5), .KERNEL_ROWS(2), .KERNEL_COLUMNS(4), .DELAY(2), .LANES(4), .PADDING(7)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_window_case #(
    .SEED(4), .BITS(1), .KERNEL_ROWS(1), .KERNEL_COLUMNS(1), .DELAY(1), .LANES(1), .PADDING(1)
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_window_case #(
    .SEED(5), .BITS(16), .KERNEL_ROWS(1), .KERNEL_COLUMNS(5), .DELAY(3), .LANES(1), .PADDING(-1)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_window_case #(
    .SEED(6), .BITS(4), .KERNEL_ROWS(5), .KERNEL_COLUMNS(2), .DELAY(9), .LANES(2), .PADDING(0)
  ) u_5 (done[5], checks[5], failures[5]);

endmodule

module tb_nn_window_case #(
  parameter SEED           = 1,
  parameter BITS           = 8,
  parameter KERNEL_ROWS    = 3,
  parameter KERNEL_COLUMNS = 3,
  parameter DELAY          = 1,
  parameter LANES          = 1,
  parameter PADDING        = 0
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam ROWS_BITS    = KERNEL_ROWS * BITS;
  localparam ROW_INSIDE   = 2;
  localparam ROWS_OF_STEP = ROW_INSIDE + KERNEL_ROWS;
  localparam S_BITS       = ROWS_OF_STEP + ROWS_BITS + KERNEL_COLUMNS;
  localparam COLUMNS_OF_STEP = ROWS_OF_STEP + ROWS_BITS;
  localparam M_BITS       = LANES * BITS + 1;
  localparam CYCLES_EACH  = KERNEL_ROWS * KERNEL_COLUMNS / LANES;
  localparam ALWAYS_READY = 0;
  localparam LEAST        = 500;

  localparam signed [31:0] PADDED = PADDING;

  `include "bench.vh"
  `include "stream.vh"

  nn_window #(
    .BITS            (BITS),
    .KERNEL_ROWS     (KERNEL_ROWS),
    .KERNEL_COLUMNS  (KERNEL_COLUMNS),
    .DELAY           (DELAY),
    .LANES           (LANES),
    .CYCLES          (CYCLES_EACH),
    .PADDING         (PADDING)
  ) u_cell (
    .clk             (clk),
    .rst             (rst),
    .step_valid_i    (s_tvalid),
    .step_ready_o    (s_tready),
    .step_fires_i    (s_data[0]),
    .step_last_i     (s_data[1]),
    .step_rows_i     (s_data[ROWS_OF_STEP +: ROWS_BITS]),
    .row_inside_i    (s_data[ROW_INSIDE +: KERNEL_ROWS]),
    .column_inside_i (s_data[COLUMNS_OF_STEP +: KERNEL_COLUMNS]),
    .valid_o         (m_tvalid),
    .ready_i         (m_tready),
    .taps_o          (m_data[LANES*BITS-1:0]),
    .last_o          (m_data[LANES*BITS])
  );

  reg     fires_often;
  integer at [0:CYCLES];   // the steps taken that complete a window
  integer windows;         // ... how many
  integer step;
  integer lane;
  integer tap;
  integer column;
  integer tap_row;
  integer tap_column;
  reg     busy;

  // Columns before the first step cannot be inside the image.
  task make;
    begin
      made    = {word(S_BITS)};
      made[0] = unhindered && fires_often ? 1'b1 : chance(30);
      for (column = 0; column < KERNEL_COLUMNS; column = column + 1) begin
        made[COLUMNS_OF_STEP + column] =
            offered >= DELAY * (KERNEL_COLUMNS - 1 - column) && chance(80);
      end
    end
  endtask

  task want;
    begin
      step         = at[sent / CYCLES_EACH];
      wanted_input = sent / CYCLES_EACH < windows ? step : offered;
      care         = {M_BITS{1'b1}};
      wanted       = {M_BITS{1'b0}};
      if (wanted_input < offered) begin
        for (lane = 0; lane < LANES; lane = lane + 1) begin
          tap        = sent % CYCLES_EACH * LANES + lane;
          tap_row    = tap / KERNEL_COLUMNS;
          tap_column = tap % KERNEL_COLUMNS;
          wanted[lane*BITS +: BITS] = PADDED;
          if (beats[step][ROW_INSIDE + tap_row] && beats[step][COLUMNS_OF_STEP + tap_column]) begin
            wanted[lane*BITS +: BITS] = beats[step - DELAY * (KERNEL_COLUMNS - 1 - tap_column)]
                                        >> (ROWS_OF_STEP + tap_row * BITS);
          end
        end
        wanted[LANES*BITS] = beats[step][1] && sent % CYCLES_EACH == CYCLES_EACH - 1;
      end
    end
  endtask

  task watch;
    begin
      busy = sent < windows * CYCLES_EACH;
      check(m_tvalid === busy, "latency");
      check(s_tready === (!s_data[0] || !busy
                          || (m_tready && sent % CYCLES_EACH == CYCLES_EACH - 1)), "tready");
      if (s_tvalid && s_tready && s_data[0]) begin
        at[windows] = taken;
        windows     = windows + 1;
      end
    end
  endtask

  task restart;
    begin
      windows     = 0;
      fires_often = chance(50);
    end
  endtask

endmodule

`default_nettype wire
