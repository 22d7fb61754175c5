// SPDX-License-Identifier: Apache-2.0
//
// Runs the bench: clock count, reset, measurement, end.
//   +frames=N               frames to expect at the output
//   +stalls=SEED            random stalls on both sides; 0, the default, for none
//   +reset_at=CYCLE         resets at this cycle, then starts over
//   +expect_frame_error=1   the stimuli break the framing rule; frame_error must be set at the end
//
// Without stalls, the first frame runs alone so that latency can be measured; the others follow
// back to back, and the last two give the interval.

`default_nettype none

module tb_control #(
  parameter [31:0] OUTPUT_BEATS    = 32'd1,       // of a frame
  parameter [63:0] WATCHDOG_CYCLES = 64'd100000   // without a beat that moves: a hang
) (
  input  wire        clk,
  output wire        rst_o,
  output wire [63:0] cycle_o,
  output wire [31:0] frames_o,
  output wire [31:0] seed_o,
  output wire        isolate_o,
  output wire        release_o,

  input  wire        input_taken_i,
  input  wire        output_taken_i,
  input  wire        moving_i,        // a beat moves somewhere
  input  wire        frame_error_i,
  input  wire        clean_i,         // all monitors are content

  output wire        report_o         // the monitors' figures are final
);

  // After the last frame it waits until nothing has moved for so long: there may be beats that layers
  // do not need, and there must be none that nobody asked for.
  localparam [63:0] GRACE_CYCLES = 64'd256;
  localparam [63:0] RESET_CYCLES = 64'd3;
  localparam [63:0] NEVER        = 64'hFFFF_FFFF_FFFF_FFFF;

  reg [31:0] frames;
  reg [31:0] seed;
  reg [63:0] reset_at;
  reg        expect_frame_error;

  initial begin
    if (!$value$plusargs("frames=%d", frames))                           frames             = 32'd1;
    if (!$value$plusargs("stalls=%d", seed))                             seed               = 32'd0;
    if (!$value$plusargs("reset_at=%d", reset_at))                       reset_at           = NEVER;
    if (!$value$plusargs("expect_frame_error=%d", expect_frame_error))   expect_frame_error = 1'b0;
  end

  reg [63:0] cycle_q       = 64'd0;
  reg [63:0] rst_until_q   = RESET_CYCLES;
  reg        rst_q         = 1'b1;
  reg [63:0] idle_q        = 64'd0;
  reg [63:0] surplus_q     = 64'd0;   // output beats after the last frame
  reg [31:0] beat_q        = 32'd0;
  reg [31:0] done_q        = 32'd0;
  reg        started_q     = 1'b0;
  reg [63:0] first_in_q    = 64'd0;
  reg [63:0] last_in_q     = 64'd0;   // of the first frame
  reg        filled_q      = 1'b0;
  reg [63:0] fill_q        = 64'd0;   // when its first beat came out
  reg [63:0] first_out_q   = 64'd0;   // when its last one did
  reg [63:0] last_out_q    = 64'd0;
  reg [63:0] interval_q    = 64'd0;
  reg        hang_q        = 1'b0;
  reg        report_q      = 1'b0;
  reg        end_q         = 1'b0;

  wire output_done = output_taken_i && beat_q == OUTPUT_BEATS - 32'd1;

  // A padding that comes first leaves before anything is taken.
  wire [63:0] fill = fill_q > first_in_q ? fill_q - first_in_q : 64'd0;

  // An output that does not end is no reason to go on.
  wire finished = done_q >= frames && (idle_q >= GRACE_CYCLES || surplus_q >= GRACE_CYCLES);
  wire hanging  = done_q <  frames && idle_q >= WATCHDOG_CYCLES;

  always @(posedge clk) begin
    cycle_q <= cycle_q + 64'd1;
    rst_q   <= cycle_q + 64'd1 < rst_until_q;
    if (cycle_q == reset_at) begin
      rst_q       <= 1'b1;
      rst_until_q <= cycle_q + 64'd1 + RESET_CYCLES;
    end

    if (rst_q) begin
      idle_q    <= 64'd0;
      surplus_q <= 64'd0;
      beat_q    <= 32'd0;
      done_q    <= 32'd0;
      started_q <= 1'b0;
      filled_q  <= 1'b0;
    end else begin
      idle_q <= moving_i === 1'b1 ? 64'd0 : idle_q + 64'd1;   // an unknown bit does not move
      if (input_taken_i && !started_q) begin
        started_q  <= 1'b1;
        first_in_q <= cycle_q;
      end
      if (input_taken_i && done_q == 32'd0) last_in_q <= cycle_q;
      if (output_taken_i && done_q >= frames) surplus_q <= surplus_q + 64'd1;
      if (output_taken_i && !filled_q) begin
        filled_q <= 1'b1;
        fill_q   <= cycle_q;
      end
      if (output_taken_i) beat_q <= output_done ? 32'd0 : beat_q + 32'd1;
      if (output_done) begin
        done_q     <= done_q + 32'd1;
        last_out_q <= cycle_q;
        interval_q <= cycle_q - last_out_q;
        if (done_q == 32'd0) first_out_q <= cycle_q;
      end
    end

    if (hanging && !hang_q) begin
      hang_q <= 1'b1;
      $display("SPARSIL HANG cycle=%0d", cycle_q);
    end
    report_q <= (finished || hanging) && !report_q && !end_q;
    end_q    <= report_q;
    if (end_q) begin
      if (seed == 32'd0 && done_q >= 32'd3) begin
        $display("SPARSIL TIMING latency=%0d interval=%0d fill=%0d drain=%0d",
                 first_out_q - first_in_q, interval_q, fill,
                 first_out_q - last_in_q);
      end else if (seed == 32'd0 && done_q >= 32'd1) begin
        $display("SPARSIL TIMING latency=%0d interval=-1 fill=%0d drain=%0d",
                 first_out_q - first_in_q, fill, first_out_q - last_in_q);
      end else begin
        $display("SPARSIL TIMING latency=-1 interval=-1 fill=-1 drain=-1");
      end
      $display("SPARSIL DONE frames=%0d cycles=%0d frame_error=%0d", done_q, cycle_q,
               frame_error_i);
      if (clean_i && !hang_q && frame_error_i === expect_frame_error) begin
        $display("SPARSIL RESULT pass");
      end else begin
        $display("SPARSIL RESULT fail");
      end
      $finish;
    end
  end

  assign rst_o     = rst_q;
  assign cycle_o   = cycle_q;
  assign frames_o  = frames;
  assign seed_o    = seed;
  assign isolate_o = seed == 32'd0;
  assign release_o = done_q != 32'd0;
  assign report_o  = report_q;

endmodule

`default_nettype wire
