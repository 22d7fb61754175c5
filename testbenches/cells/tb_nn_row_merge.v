// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_row_merge: rows that come side by side leave one after the other, as words of LANES
// elements; the memories are filled to the last place, and rows beyond the image cost their time.

`default_nettype none

module tb_nn_row_merge;

  localparam CASES = 6;
  `include "verdict.vh"

  tb_nn_row_merge_case #(
    .SEED(1), .BITS(8), .PARALLEL(2), .LANES(1), .ROW_ELEMENTS(5), .ROWS(4), .DEPTH_BITS(4)
  ) u_0 (done[0], checks[0], failures[0]);
  tb_nn_row_merge_case #(
    .SEED(2), .BITS(8), .PARALLEL(3), .LANES(1), .ROW_ELEMENTS(4), .ROWS(7), .DEPTH_BITS(2)
  ) u_1 (done[1], checks[1], failures[1]);
  tb_nn_row_merge_case #(
    .SEED(3), .BITS(4), .PARALLEL(2), .LANES(2), .ROW_ELEMENTS(6), .ROWS(3), .DEPTH_BITS(3)
  ) u_2 (done[2], checks[2], failures[2]);
  tb_nn_row_merge_case #(
    .SEED(4), .BITS(1), .PARALLEL(5), .LANES(4), .ROW_ELEMENTS(4), .ROWS(6), .DEPTH_BITS(1)
  ) u_3 (done[3], checks[3], failures[3]);
  tb_nn_row_merge_case #(
    .SEED(5), .BITS(16), .PARALLEL(4), .LANES(1), .ROW_ELEMENTS(1), .ROWS(2), .DEPTH_BITS(1)
  ) u_4 (done[4], checks[4], failures[4]);
  tb_nn_row_merge_case #(
    .SEED(6), .BITS(9), .PARALLEL(2), .LANES(4), .ROW_ELEMENTS(8), .ROWS(1), .DEPTH_BITS(1)
  ) u_5 (done[5], checks[5], failures[5]);

endmodule

module tb_nn_row_merge_case #(
  parameter SEED         = 1,
  parameter BITS         = 8,
  parameter PARALLEL     = 2,
  parameter LANES        = 1,
  parameter ROW_ELEMENTS = 5,
  parameter ROWS         = 4,
  parameter DEPTH_BITS   = 4
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  localparam S_BITS       = PARALLEL * BITS;
  localparam M_BITS       = LANES * BITS + 1;
  localparam ALWAYS_READY = 0;
  localparam LEAST        = 200;
  localparam WORDS        = ROW_ELEMENTS / LANES;              // of a row
  localparam GROUPS       = (ROWS + PARALLEL - 1) / PARALLEL;  // of a frame
  localparam BEYOND       = (GROUPS * PARALLEL - ROWS) * WORDS;
  localparam PLACES       = LANES << DEPTH_BITS;               // of elements, for each row

  `include "bench.vh"
  `include "stream.vh"

  wire popped;

  nn_row_merge #(
    .BITS         (BITS),
    .PARALLEL     (PARALLEL),
    .LANES        (LANES),
    .ROW_ELEMENTS (ROW_ELEMENTS),
    .ROWS         (ROWS),
    .DEPTH_BITS   (DEPTH_BITS)
  ) u_cell (
    .clk          (clk),
    .rst          (rst),
    .push_i       (s_tvalid & s_tready),
    .data_i       (s_data),
    .m_tvalid_o   (m_tvalid),
    .m_tready_i   (m_tready),
    .m_tdata_o    (m_data[LANES*BITS-1:0]),
    .m_tlast_o    (m_data[LANES*BITS]),
    .popped_o     (popped)
  );

  reg [31:0] places;        // that are free
  integer    dropping;      // words that are still to be dropped
  integer    frame_row;
  integer    line;
  integer    first;         // element of the word
  integer    lane;

  assign s_tready = places > 32'd0;

  task make;
    made = {word(S_BITS)};
  endtask

  task want;
    begin
      frame_row    = sent / WORDS % ROWS;
      line         = frame_row % PARALLEL;
      first        = (sent / WORDS / ROWS * GROUPS + frame_row / PARALLEL) * ROW_ELEMENTS
                     + sent % WORDS * LANES;
      for (lane = 0; lane < LANES; lane = lane + 1) begin
        wanted[lane*BITS +: BITS] = beats[first + lane] >> (line * BITS);
      end
      wanted[LANES*BITS] = frame_row == ROWS - 1 && sent % WORDS == WORDS - 1;
      care         = {M_BITS{1'b1}};
      wanted_input = first + LANES - 1;
    end
  endtask

  task watch;
    begin
      check(m_tvalid === (dropping == 0 && wanted_input < taken), "latency");
      check(popped === (dropping > 0 ? dropping <= WORDS
                                     : m_tvalid && m_tready && line == PARALLEL - 1), "popped");
      if (dropping > 0) dropping = dropping - 1;
      else if (m_tvalid && m_tready && wanted[LANES*BITS]) dropping = BEYOND;
      places <= places - (s_tvalid && s_tready ? 32'd1 : 32'd0) + (popped ? LANES : 32'd0);
    end
  endtask

  task restart;
    begin
      places   <= PLACES;
      dropping = 0;
    end
  endtask

endmodule

`default_nettype wire
