// SPDX-License-Identifier: Apache-2.0
//
// Watches a stream: compares what is taken with the lines of +vectors=DIR/NAME.hex, one element a
// line, and holds the stream to the rules of AXI4-Stream. Reset starts the comparison over. It prints
// the first mismatch, and the first breach of each rule.

`default_nettype none

module tb_monitor #(
  parameter          WIDTH = 8,
  parameter [31:0]   BEATS = 32'd1,   // elements of a frame
  parameter          NAME  = ""
) (
  input  wire             clk,
  input  wire             rst,
  input  wire [63:0]      cycle_i,
  input  wire [31:0]      frames_i,

  input  wire             tvalid_i,
  input  wire             tready_i,
  input  wire [WIDTH-1:0] tdata_i,
  input  wire             tlast_i,

  output wire             clean_o,       // no fault, and all frames were seen
  output wire [63:0]      elements_o,
  output wire [63:0]      mismatches_o
);

  // The rules of a stream.
  localparam [1:0] EXTRA   = 2'd0;
  localparam [1:0] TLAST   = 2'd1;
  localparam [1:0] STABLE  = 2'd2;
  localparam [1:0] UNKNOWN = 2'd3;

  reg [2047:0]    folder;
  reg [2623:0]    path;
  integer         file;
  integer         code;
  reg [WIDTH-1:0] expected;

  reg [31:0]      frame_q      = 32'd0;
  reg [31:0]      element_q    = 32'd0;
  reg [63:0]      elements_q   = 64'd0;
  reg [63:0]      mismatches_q = 64'd0;
  reg [3:0]       violated_q   = 4'd0;

  reg             waiting_q    = 1'b0;
  reg             last_q       = 1'b0;
  reg [WIDTH-1:0] data_q       = {WIDTH{1'b0}};

  wire last_element = element_q == BEATS - 32'd1;

  initial begin
    folder = "";
    if (!$value$plusargs("vectors=%s", folder)) folder = ".";
    $sformat(path, "%0s/%0s.hex", folder, NAME);
    file = $fopen(path, "r");
    if (file == 0) begin
      $display("SPARSIL ERROR cannot open %0s", path);
      $finish;
    end
  end

  // The counts of a step build on each other, and what $fscanf reads is used in the same step.
  // verilator lint_off BLKSEQ
  task violation;
    input [1:0] rule;
    begin
      if (!violated_q[rule]) begin
        $write("SPARSIL VIOLATION layer=%0s frame=%0d element=%0d cycle=%0d rule=", NAME, frame_q,
               element_q, cycle_i);
        case (rule)
          EXTRA:   $display("extra");
          TLAST:   $display("tlast");
          STABLE:  $display("stable");
          default: $display("unknown");
        endcase
      end
      violated_q[rule] = 1'b1;
    end
  endtask

  task compare;
    begin
      code = $fscanf(file, "%h", expected);
      if (code != 1) begin
        violation(EXTRA);
      end else if (tdata_i !== expected) begin
        if (mismatches_q == 64'd0) begin
          $display("SPARSIL MISMATCH layer=%0s frame=%0d element=%0d cycle=%0d expected=%h got=%h",
                   NAME, frame_q, element_q, cycle_i, expected, tdata_i);
        end
        mismatches_q = mismatches_q + 64'd1;
      end
      if (tlast_i !== last_element) violation(TLAST);
    end
  endtask

  always @(posedge clk) begin
    if (rst) begin
      code       = $rewind(file);
      frame_q    = 32'd0;
      element_q  = 32'd0;
      elements_q = 64'd0;
      waiting_q  = 1'b0;
    end else begin
      if (waiting_q && (tvalid_i !== 1'b1 || tdata_i !== data_q || tlast_i !== last_q)) begin
        violation(STABLE);
      end
      if ((tvalid_i ^ tvalid_i) !== 1'b0 || (tready_i ^ tready_i) !== 1'b0) violation(UNKNOWN);
      if (tvalid_i === 1'b1 && tready_i === 1'b1) begin
        compare;
        elements_q = elements_q + 64'd1;
        if (last_element) begin
          element_q = 32'd0;
          frame_q   = frame_q + 32'd1;
        end else begin
          element_q = element_q + 32'd1;
        end
      end
      waiting_q = tvalid_i & ~tready_i;
      data_q    = tdata_i;
      last_q    = tlast_i;
    end
  end
  // verilator lint_on BLKSEQ

  assign clean_o      = mismatches_q == 64'd0 && violated_q == 4'd0
                        && frame_q == frames_i && element_q == 32'd0;
  assign elements_o   = elements_q;
  assign mismatches_o = mismatches_q;

endmodule

`default_nettype wire
