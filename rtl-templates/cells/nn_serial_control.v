// SPDX-License-Identifier: Apache-2.0
//
// The control of a serial layer. One input is taken per cycle and goes through four stages,
//
//   A weight memory read   B codebook read   C product   D sum
//
// and when the last input of a frame has left stage D, all sums are captured at once and drained
// one per cycle while the next frame is summed. The inputs wait only while finished sums find the
// drain occupied. The drain takes one credit per element and gets it back when the element leaves
// the output FIFO, so the path from there to the FIFO never stalls and s_tready_o depends on
// registers only.
//
// Interval: max(inputs, outputs) cycles. From the last input taken to drain_valid_o: 5 cycles.

`default_nettype none

module nn_serial_control #(
  parameter OUTPUTS      = 10,
  parameter ADDRESS_BITS = 4,   // counts the inputs of a frame
  parameter OUTPUT_BITS  = 4,   // counts the outputs of a frame
  parameter CREDITS      = 16,
  parameter CREDIT_BITS  = 5    // holds CREDITS
) (
  input  wire                    clk,
  input  wire                    rst,

  // Inputs at the door.
  input  wire                    s_tvalid_i,
  output wire                    s_tready_o,
  input  wire                    s_tlast_i,
  output wire [ADDRESS_BITS-1:0] address_o,      // position of the input at the door

  // The pipeline of inputs.
  output wire                    advance_o,
  output wire                    accumulate_o,   // stage C holds a product
  output wire                    first_o,        // ... the first of its frame
  output wire                    capture_o,

  // The drain.
  output wire                    drain_valid_o,
  output wire [OUTPUT_BITS-1:0]  drain_index_o,
  output wire                    drain_last_o,
  input  wire                    returned_i      // a credit comes back
);

  // Inputs.
  reg [ADDRESS_BITS-1:0] count_q;
  reg                    valid_a_q, valid_b_q, valid_c_q;
  reg                    first_a_q, first_b_q, first_c_q;
  reg                    last_a_q,  last_b_q,  last_c_q;
  reg                    complete_q;

  wire take = s_tvalid_i & advance_o;

  always @(posedge clk) begin
    if (rst) begin
      count_q    <= {ADDRESS_BITS{1'b0}};
      valid_a_q  <= 1'b0;
      valid_b_q  <= 1'b0;
      valid_c_q  <= 1'b0;
      complete_q <= 1'b0;
    end else if (advance_o) begin
      if (take) count_q <= s_tlast_i ? {ADDRESS_BITS{1'b0}} : count_q + 1'b1;
      valid_a_q  <= take;
      valid_b_q  <= valid_a_q;
      valid_c_q  <= valid_b_q;
      complete_q <= valid_c_q & last_c_q;
    end
  end

  always @(posedge clk) begin
    if (advance_o) begin
      first_a_q <= count_q == {ADDRESS_BITS{1'b0}};
      first_b_q <= first_a_q;
      first_c_q <= first_b_q;
      last_a_q  <= s_tlast_i;
      last_b_q  <= last_a_q;
      last_c_q  <= last_b_q;
    end
  end

  // Outputs.
  localparam [31:0] LAST_OUTPUT = OUTPUTS - 1;
  localparam [31:0] ALL_CREDITS = CREDITS;

  reg                   draining_q;
  reg [OUTPUT_BITS-1:0] index_q;
  reg [CREDIT_BITS-1:0] credits_q;

  wire issue     = draining_q & (credits_q != {CREDIT_BITS{1'b0}});
  wire finishing = issue & (index_q == LAST_OUTPUT[OUTPUT_BITS-1:0]);
  wire free      = ~draining_q | finishing;

  always @(posedge clk) begin
    if (rst) begin
      draining_q <= 1'b0;
      index_q    <= {OUTPUT_BITS{1'b0}};
      credits_q  <= ALL_CREDITS[CREDIT_BITS-1:0];
    end else begin
      if (capture_o) draining_q <= 1'b1;
      else if (finishing) draining_q <= 1'b0;
      if (issue) index_q <= finishing ? {OUTPUT_BITS{1'b0}} : index_q + 1'b1;
      if (issue & ~returned_i) credits_q <= credits_q - 1'b1;
      if (~issue & returned_i) credits_q <= credits_q + 1'b1;
    end
  end

  assign advance_o     = ~complete_q | free;
  assign capture_o     = complete_q & free;
  assign s_tready_o    = advance_o;
  assign address_o     = count_q;
  assign accumulate_o  = valid_c_q;
  assign first_o       = first_c_q;
  assign drain_valid_o = issue;
  assign drain_index_o = index_q;
  assign drain_last_o  = finishing;

endmodule

`default_nettype wire
