// SPDX-License-Identifier: Apache-2.0
//
// Puts rows that are made PARALLEL at a time into the order of the image: each row has a memory,
// and the memories leave one after the other. Rows beyond the image, of the last group, are
// dropped.
//
// Latency of the first row: 1 cycle after a word of LANES elements is complete. Interval: as many
// cycles as the elements of a row for each group.

`default_nettype none

module nn_row_merge #(
  parameter BITS         = 8,    // of an element
  parameter PARALLEL     = 2,    // at least 2
  parameter LANES        = 1,    // elements per beat; divides ROW_ELEMENTS
  parameter ROW_ELEMENTS = 28,
  parameter ROWS         = 28,   // of the image
  parameter DEPTH_BITS   = 6     // 2^DEPTH_BITS words per memory, at least a row
) (
  input  wire                     clk,
  input  wire                     rst,

  // One element of each row at a time; whoever pushes counts credits.
  input  wire                     push_i,
  input  wire [PARALLEL*BITS-1:0] data_i,

  output wire                     m_tvalid_o,
  input  wire                     m_tready_i,
  output wire [LANES*BITS-1:0]    m_tdata_o,
  output wire                     m_tlast_o,
  output wire                     popped_o      // LANES places of every row are free again
);

  localparam ROW_WORDS = ROW_ELEMENTS / LANES;
  localparam WORD_BITS = $clog2(ROW_WORDS + 1);
  localparam ROW_BITS  = $clog2(ROWS + PARALLEL + 1);
  localparam LINE_BITS = $clog2(PARALLEL);
  localparam LANE_BITS = $clog2(LANES + 1);

  localparam [31:0] LAST_LANE = LANES - 1;
  localparam [31:0] LAST_WORD = ROW_WORDS - 1;
  localparam [31:0] LAST_LINE = PARALLEL - 1;
  localparam [31:0] LAST_ROW  = ROWS - 1;
  localparam [31:0] END_ROW   = ((ROWS + PARALLEL - 1) / PARALLEL) * PARALLEL - 1;
  localparam [31:0] WORDS_ON  = ROW_WORDS;

  // Writing.
  reg [LANE_BITS-1:0]  lane_q;
  reg [DEPTH_BITS:0]   write_q;

  wire write = push_i & (lane_q == LAST_LANE[LANE_BITS-1:0]);

  always @(posedge clk) begin
    if (rst) begin
      lane_q  <= {LANE_BITS{1'b0}};
      write_q <= {(DEPTH_BITS + 1){1'b0}};
    end else begin
      if (push_i) lane_q <= write ? {LANE_BITS{1'b0}} : lane_q + 1'b1;
      if (write) write_q <= write_q + 1'b1;
    end
  end

  // Reading: line by line of a group.
  reg [DEPTH_BITS:0]  group_q;   // where the group begins
  reg [DEPTH_BITS:0]  read_q;
  reg [WORD_BITS-1:0] word_q;
  reg [LINE_BITS-1:0] line_q;
  reg [ROW_BITS-1:0]  row_q;

  wire present   = read_q != write_q;
  wire beyond    = row_q > LAST_ROW[ROW_BITS-1:0];
  wire pop       = present & (beyond | m_tready_i);
  wire last_word = word_q == LAST_WORD[WORD_BITS-1:0];
  wire last_line = line_q == LAST_LINE[LINE_BITS-1:0];

  always @(posedge clk) begin
    if (rst) begin
      group_q <= {(DEPTH_BITS + 1){1'b0}};
      read_q  <= {(DEPTH_BITS + 1){1'b0}};
      word_q  <= {WORD_BITS{1'b0}};
      line_q  <= {LINE_BITS{1'b0}};
      row_q   <= {ROW_BITS{1'b0}};
    end else if (pop) begin
      word_q <= last_word ? {WORD_BITS{1'b0}} : word_q + 1'b1;
      read_q <= last_word & ~last_line ? group_q : read_q + 1'b1;
      if (last_word) begin
        line_q <= last_line ? {LINE_BITS{1'b0}} : line_q + 1'b1;
        row_q  <= row_q == END_ROW[ROW_BITS-1:0] ? {ROW_BITS{1'b0}} : row_q + 1'b1;
        if (last_line) group_q <= group_q + WORDS_ON[DEPTH_BITS:0];
      end
    end
  end

  // A memory for each line.
  wire [LANES*BITS-1:0] line_word [0:PARALLEL-1];

  genvar p;
  generate
    for (p = 0; p < PARALLEL; p = p + 1) begin : gen_line
      reg  [LANES*BITS-1:0] memory [0:(1 << DEPTH_BITS)-1];
      wire [LANES*BITS-1:0] complete;

      if (LANES == 1) begin : gen_element
        assign complete = data_i[p*BITS +: BITS];
      end else begin : gen_gather
        reg [(LANES-1)*BITS-1:0] gathered_q;

        assign complete = {data_i[p*BITS +: BITS], gathered_q};

        always @(posedge clk) begin
          if (push_i) gathered_q <= complete[LANES*BITS-1:BITS];
        end
      end

      always @(posedge clk) begin
        if (write) memory[write_q[DEPTH_BITS-1:0]] <= complete;
      end

      assign line_word[p] = memory[read_q[DEPTH_BITS-1:0]];
    end
  endgenerate

  assign m_tvalid_o = present & ~beyond;
  assign m_tdata_o  = line_word[line_q];
  assign m_tlast_o  = last_word & (row_q == LAST_ROW[ROW_BITS-1:0]);
  assign popped_o   = pop & last_line;

endmodule

`default_nettype wire
