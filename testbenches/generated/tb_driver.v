// SPDX-License-Identifier: Apache-2.0
//
// Sends the beats of +vectors=DIR/input.hex: one beat a line, tlast above the data, in hexadecimal.
// Reset starts it over. A beat that is offered stays until it is taken.

`default_nettype none

module tb_driver #(
  parameter WIDTH = 8
) (
  input  wire             clk,
  input  wire             rst,

  input  wire             stall_i,
  input  wire             isolate_i,   // after the first frame, wait for release_i
  input  wire             release_i,

  output wire             m_axis_tvalid,
  input  wire             m_axis_tready,
  output wire [WIDTH-1:0] m_axis_tdata,
  output wire             m_axis_tlast
);

  reg [2047:0]  folder;
  reg [2111:0]  path;
  integer       file;
  integer       code;
  reg [WIDTH:0] beat;
  reg           waiting_q = 1'b0;
  reg           first_q   = 1'b1;
  reg           valid_q   = 1'b0;
  reg [WIDTH:0] beat_q    = {(WIDTH + 1){1'b0}};

  wire waits = waiting_q & ~release_i;

  initial begin
    folder = "";
    if (!$value$plusargs("vectors=%s", folder)) folder = ".";
    $sformat(path, "%0s/input.hex", folder);
    file = $fopen(path, "r");
    if (file == 0) begin
      $display("SPARSIL ERROR cannot open %0s", path);
      $finish;
    end
  end

  // What $fscanf reads is used in the same step.
  // verilator lint_off BLKSEQ
  always @(posedge clk) begin
    if (rst) begin
      code       = $rewind(file);
      waiting_q <= 1'b0;
      first_q   <= 1'b1;
      valid_q   <= 1'b0;
    end else begin
      waiting_q <= waits;
      if (!valid_q || m_axis_tready) begin
        valid_q <= 1'b0;
        if (!stall_i && !waits) begin
          code = $fscanf(file, "%h", beat);
          if (code == 1) begin
            valid_q <= 1'b1;
            beat_q  <= beat;
            if (beat[WIDTH]) begin
              waiting_q <= first_q & isolate_i;
              first_q   <= 1'b0;
            end
          end
        end
      end
    end
  end
  // verilator lint_on BLKSEQ

  assign m_axis_tvalid = valid_q;
  assign m_axis_tdata  = beat_q[WIDTH-1:0];
  assign m_axis_tlast  = beat_q[WIDTH];

endmodule

`default_nettype wire
