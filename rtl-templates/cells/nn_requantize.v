// SPDX-License-Identifier: Apache-2.0
//
// From accumulator to output integer:
//
//   y = clamp(ZERO_POINT + round(value * multiplier / 2^shift), LO, HI)
//
// The rounding modes are those of the Java enum Rounding, by the same names:
//   HALF_UP  (value * multiplier + 2^(right - 1)) >> right     left = 0, right = shift
//   HALF_AWAY  the same, ties away from zero                   left = 0, right = shift
//   FLOOR    (value * multiplier) >> right                     left = 0, right = shift
//   TFLITE   h = ((value << left) * multiplier + 2^30) >> 31, then h / 2^right, ties away from zero
//            left = max(31 - shift, 0), right = max(shift - 31, 0)
// TFLITE16 is HALF_UP with the reduced multiplier and right = shift - 16.
//
// Every intermediate result has its full width: nothing can overflow.
// Latency: 4 cycles, interval: 1.

`default_nettype none

module nn_requantize #(
  parameter VALUE_BITS      = 24,
  parameter MULTIPLIER_BITS = 17,  // of the unsigned multiplier
  parameter LEFT_BITS       = 1,
  parameter MAX_LEFT        = 0,   // the largest left_i
  parameter RIGHT_BITS      = 6,
  parameter MAX_RIGHT       = 40,  // the largest right_i
  parameter OUTPUT_BITS     = 8,
  parameter MODE            = 0,   // 0 HALF_UP, 1 FLOOR, 2 TFLITE, 3 HALF_AWAY
  parameter ZERO_POINT      = 0,
  parameter LO              = -128,
  parameter HI              = 127
) (
  input  wire                              clk,
  input  wire                              rst,

  input  wire                              valid_i,
  input  wire                              last_i,
  input  wire signed [VALUE_BITS-1:0]      value_i,
  input  wire        [MULTIPLIER_BITS-1:0] multiplier_i,
  input  wire        [LEFT_BITS-1:0]       left_i,
  input  wire        [RIGHT_BITS-1:0]      right_i,

  output wire                              valid_o,
  output wire                              last_o,
  output wire        [OUTPUT_BITS-1:0]     y_o
);

  localparam FLOOR     = 1;
  localparam TFLITE    = 2;
  localparam HALF_AWAY = 3;

  localparam SCALED_BITS  = VALUE_BITS + MAX_LEFT;
  localparam FACTOR_BITS  = MULTIPLIER_BITS + 1;
  localparam NEEDED_BITS  = SCALED_BITS + FACTOR_BITS;
  localparam PRODUCT_BITS = NEEDED_BITS > 33 ? NEEDED_BITS : 33;
  localparam SUM_BITS     = (PRODUCT_BITS > MAX_RIGHT ? PRODUCT_BITS : MAX_RIGHT) + 2;

  // Handshake flags travel with the data.
  reg [3:0] valid_q;
  reg [3:0] last_q;

  always @(posedge clk) begin
    if (rst) valid_q <= 4'b0000;
    else     valid_q <= {valid_q[2:0], valid_i};
    last_q <= {last_q[2:0], last_i};
  end

  // 1: product.
  wire signed [SCALED_BITS-1:0]  scaled;
  wire signed [FACTOR_BITS-1:0]  factor = {1'b0, multiplier_i};
  reg  signed [PRODUCT_BITS-1:0] product_q;
  reg         [RIGHT_BITS-1:0]   right_product_q;

  generate
    if (MODE == TFLITE) begin : gen_left
      wire signed [SCALED_BITS-1:0] extended =
          {{(MAX_LEFT + 1){value_i[VALUE_BITS-1]}}, value_i[VALUE_BITS-2:0]};
      assign scaled = extended <<< left_i;
    end else begin : gen_no_left
      assign scaled = value_i;
      // verilator lint_off UNUSED
      wire unused = &{1'b0, left_i};
      // verilator lint_on UNUSED
    end
  endgenerate

  always @(posedge clk) begin
    product_q       <= scaled * factor;
    right_product_q <= right_i;
  end

  // 2: the upper part of the product.
  reg signed [PRODUCT_BITS-1:0] high_q;
  reg        [RIGHT_BITS-1:0]   right_high_q;

  generate
    if (MODE == TFLITE) begin : gen_high
      wire signed [PRODUCT_BITS:0] nudge =
          {{(PRODUCT_BITS - 30){1'b0}}, 1'b1, 30'b0};
      wire signed [PRODUCT_BITS:0] nudged =
          {product_q[PRODUCT_BITS-1], product_q} + nudge;

      always @(posedge clk) begin
        high_q <= {{30{nudged[PRODUCT_BITS]}}, nudged[PRODUCT_BITS:31]};
      end
      // verilator lint_off UNUSED
      wire unused = &{1'b0, nudged[30:0]};
      // verilator lint_on UNUSED
    end else begin : gen_all
      always @(posedge clk) begin
        high_q <= product_q;
      end
    end
  endgenerate

  always @(posedge clk) begin
    right_high_q <= right_product_q;
  end

  // 3: rounding shift. A tie of a negative number goes down in modes TFLITE and HALF_AWAY.
  wire signed [SUM_BITS-1:0] one  = {{(SUM_BITS - 1){1'b0}}, 1'b1};
  wire                       none = right_high_q == {RIGHT_BITS{1'b0}};
  wire                       away =
      (MODE == TFLITE | MODE == HALF_AWAY) & ~none & high_q[PRODUCT_BITS-1];
  wire signed [SUM_BITS-1:0] half =
      MODE == FLOOR ? {SUM_BITS{1'b0}} : (one <<< right_high_q) >>> 1;
  wire signed [SUM_BITS-1:0] sum =
      {{(SUM_BITS - PRODUCT_BITS){high_q[PRODUCT_BITS-1]}}, high_q} + half
      - {{(SUM_BITS - 1){1'b0}}, away};
  reg  signed [SUM_BITS-1:0] rounded_q;

  always @(posedge clk) begin
    rounded_q <= sum >>> right_high_q;
  end

  // 4: zero point and saturation.
  wire signed [31:0] zero_point = ZERO_POINT;
  wire signed [31:0] lowest     = LO;
  wire signed [31:0] highest    = HI;

  wire signed [SUM_BITS-1:0] zero_point_wide =
      {{(SUM_BITS - 32){zero_point[31]}}, zero_point};
  wire signed [SUM_BITS-1:0] lowest_wide  = {{(SUM_BITS - 32){lowest[31]}}, lowest};
  wire signed [SUM_BITS-1:0] highest_wide = {{(SUM_BITS - 32){highest[31]}}, highest};

  wire signed [SUM_BITS-1:0] shifted = rounded_q + zero_point_wide;
  wire signed [SUM_BITS-1:0] clamped =
      shifted < lowest_wide ? lowest_wide : shifted > highest_wide ? highest_wide : shifted;
  reg         [OUTPUT_BITS-1:0] y_q;

  always @(posedge clk) begin
    y_q <= clamped[OUTPUT_BITS-1:0];
  end
  // verilator lint_off UNUSED
  wire unused_upper = &{1'b0, clamped[SUM_BITS-1:OUTPUT_BITS]};
  // verilator lint_on UNUSED

  assign valid_o = valid_q[3];
  assign last_o  = last_q[3];
  assign y_o     = y_q;

endmodule

`default_nettype wire
