// SPDX-License-Identifier: Apache-2.0
//
// Elements in another order: a frame is cut into strips of STRIP elements. While one strip is
// filled, the elements of the one before leave in the order of five nested loops, at the sum of
// each loop's count times its stride; loop 0 is the outermost.
//
// From a strip's last element taken to its first in the new order: 2 cycles. Interval: as many
// cycles as elements come in or go out, whatever is more.

`default_nettype none

module nn_gather #(
  parameter BITS     = 8,
  parameter STRIP    = 28,
  parameter STRIPS   = 28,   // of a frame
  parameter COUNT_0  = 1,
  parameter STRIDE_0 = 0,
  parameter COUNT_1  = 2,
  parameter STRIDE_1 = 0,
  parameter COUNT_2  = 28,
  parameter STRIDE_2 = 1,
  parameter COUNT_3  = 2,
  parameter STRIDE_3 = 0,
  parameter COUNT_4  = 1,
  parameter STRIDE_4 = 1
) (
  input  wire            clk,
  input  wire            rst,

  input  wire            s_tvalid_i,
  output wire            s_tready_o,
  input  wire [BITS-1:0] s_tdata_i,

  output wire            m_tvalid_o,
  input  wire            m_tready_i,
  output wire [BITS-1:0] m_tdata_o,
  output wire            m_tlast_o
);

  localparam PLACE_BITS = STRIP > 1 ? $clog2(STRIP) : 1;
  localparam STRIP_BITS = $clog2(STRIPS + 1);

  localparam [31:0] LAST_PLACE = STRIP - 1;
  localparam [31:0] LAST_STRIP = STRIPS - 1;

  // Filling.
  reg [PLACE_BITS-1:0] fill_q;
  reg                  fill_half_q;
  reg [1:0]            full_q;       // strips that are filled and not read yet

  wire take   = s_tvalid_i & s_tready_o;
  wire filled = take & (fill_q == LAST_PLACE[PLACE_BITS-1:0]);
  wire emptied;

  assign s_tready_o = full_q != 2'd2;

  always @(posedge clk) begin
    if (rst) begin
      fill_q      <= {PLACE_BITS{1'b0}};
      fill_half_q <= 1'b0;
      full_q      <= 2'd0;
    end else begin
      if (take) fill_q <= filled ? {PLACE_BITS{1'b0}} : fill_q + 1'b1;
      if (filled) fill_half_q <= ~fill_half_q;
      full_q <= full_q + {1'b0, filled} - {1'b0, emptied};
    end
  end

  // Reading: a counter and an offset for each loop.
  reg                  valid_q;
  reg                  last_q;
  reg                  read_half_q;
  reg [STRIP_BITS-1:0] strip_q;

  wire advance    = ~valid_q | m_tready_i;
  wire read       = advance & (full_q != 2'd0);
  wire last_strip = strip_q == LAST_STRIP[STRIP_BITS-1:0];

  wire [5:0]            lasts;      // which loops are in their last turn, and one more
  wire [PLACE_BITS-1:0] offset [0:4];
  wire [PLACE_BITS-1:0] place = offset[0] + offset[1] + offset[2] + offset[3] + offset[4];

  assign lasts[5] = 1'b1;

  genvar i;
  generate
    for (i = 0; i < 5; i = i + 1) begin : gen_loop
      localparam [31:0] COUNT  = i == 0 ? COUNT_0 : i == 1 ? COUNT_1 : i == 2 ? COUNT_2
                                 : i == 3 ? COUNT_3 : COUNT_4;
      localparam [31:0] STRIDE = i == 0 ? STRIDE_0 : i == 1 ? STRIDE_1 : i == 2 ? STRIDE_2
                                 : i == 3 ? STRIDE_3 : STRIDE_4;
      localparam        BITS_I = $clog2(COUNT + 1);
      localparam [31:0] LAST   = COUNT - 1;

      reg  [BITS_I-1:0]     count_q;
      reg  [PLACE_BITS-1:0] offset_q;
      wire                  turn = read & (&lasts[5:i+1]);

      always @(posedge clk) begin
        if (rst) begin
          count_q  <= {BITS_I{1'b0}};
          offset_q <= {PLACE_BITS{1'b0}};
        end else if (turn) begin
          count_q  <= lasts[i] ? {BITS_I{1'b0}} : count_q + 1'b1;
          offset_q <= lasts[i] ? {PLACE_BITS{1'b0}} : offset_q + STRIDE[PLACE_BITS-1:0];
        end
      end

      assign lasts[i]  = count_q == LAST[BITS_I-1:0];
      assign offset[i] = offset_q;
    end
  endgenerate

  assign emptied = read & (&lasts);

  always @(posedge clk) begin
    if (rst) begin
      valid_q     <= 1'b0;
      read_half_q <= 1'b0;
      strip_q     <= {STRIP_BITS{1'b0}};
    end else begin
      if (advance) valid_q <= full_q != 2'd0;
      if (emptied) begin
        read_half_q <= ~read_half_q;
        strip_q     <= last_strip ? {STRIP_BITS{1'b0}} : strip_q + 1'b1;
      end
    end
  end

  // Both strips; the half is the upper address bit.
  reg [BITS-1:0] memory [0:(2 << PLACE_BITS)-1];
  reg [BITS-1:0] data_q;

  always @(posedge clk) begin
    if (take) memory[{fill_half_q, fill_q}] <= s_tdata_i;
    if (read) begin
      data_q <= memory[{read_half_q, place}];
      last_q <= emptied & last_strip;
    end
  end

  assign m_tvalid_o = valid_q;
  assign m_tdata_o  = data_q;
  assign m_tlast_o  = last_q;

endmodule

`default_nettype wire
