// SPDX-License-Identifier: Apache-2.0
//
// The frame of a bench of a cell between two streams. All beats that were offered since the last
// reset are kept, so that the bench can say by its number what an output is made of. Every phase
// begins with a reset, in mid-frame for the cell, and has its own stalls; every third has none.
//
// Stands after bench.vh in a module with localparams S_BITS, M_BITS, ALWAYS_READY (the output
// cannot wait) and LEAST (beats that have to come out altogether), and with the tasks
//   make     sets made to a beat to offer, number offered
//   want     sets wanted, care and wanted_input for the output with number sent
//   watch    checks the timing of a cycle, before the counts move
//   restart  forgets what was before a reset

localparam PHASES = 9;
localparam CYCLES = 300;   // of a phase

reg               rst;
reg               s_tvalid;
wire              s_tready;
reg  [S_BITS-1:0] s_data;
wire              m_tvalid;
reg               m_tready;
wire [M_BITS-1:0] m_data;

reg [S_BITS-1:0] beats [0:CYCLES];
integer          offered;        // since the reset, with the beat at the door
integer          taken;
integer          taken_before;   // ... when the previous cycle began
integer          sent;

reg [S_BITS-1:0] made;
reg [M_BITS-1:0] wanted;
reg [M_BITS-1:0] care;           // which bits of the output mean something
integer          wanted_input;   // the last beat that the output needs

reg        held;
reg        unhindered;
reg [31:0] valid_percent;
reg [31:0] ready_percent;
integer    cycle;
integer    all_sent;

initial begin
  rst           = 1'b1;
  s_tvalid      = 1'b0;
  s_data        = {S_BITS{1'b0}};
  m_tready      = 1'b0;
  unhindered    = 1'b1;
  valid_percent = 32'd100;
  ready_percent = 32'd100;
  cycle         = 0;
  all_sent      = 0;
end

function [31:0] rate(input unused);
  rate = chance(30) ? 32'd100 : 32'd5 + below(32'd96);
endfunction

task step_stream;
  begin
    check((s_tready === 1'b0 || s_tready === 1'b1) && (m_tvalid === 1'b0 || m_tvalid === 1'b1),
          "handshake is unknown");
    check(!held || m_tvalid, "valid was withdrawn");
    want;
    if (m_tvalid) begin
      check(wanted_input < offered, "an output before its input");
      check(((m_data ^ wanted) & care) === {M_BITS{1'b0}}, "output");
    end
    watch;
    held         = m_tvalid && !m_tready && !ALWAYS_READY;
    taken_before = taken;
    if (m_tvalid && m_tready) begin
      sent     = sent + 1;
      all_sent = all_sent + 1;
    end
    if (s_tvalid && s_tready) taken = taken + 1;
  end
endtask

// Without valid anything may stand there.
task offer;
  begin
    make;
    s_data   <= made;
    s_tvalid <= 1'b0;
    if (chance(valid_percent)) begin
      beats[offered] = made;
      offered  = offered + 1;
      s_tvalid <= 1'b1;
    end
  end
endtask

always @(posedge clk) if (!done) begin
  if (rst) begin
    offered      = 0;
    taken        = 0;
    taken_before = 0;
    sent         = 0;
    held         = 1'b0;
    restart;
    offer;
  end else begin
    step_stream;
    if (!s_tvalid || s_tready) offer;
  end

  cycle = cycle + 1;
  rst   <= cycle % CYCLES == 0;
  if (cycle % CYCLES == 0) unhindered = (cycle / CYCLES) % 3 == 0;
  if (cycle % (CYCLES / 2) == 0) begin
    valid_percent = unhindered ? 32'd100 : rate(1'b0);
    ready_percent = unhindered ? 32'd100 : rate(1'b0);
  end
  m_tready <= ALWAYS_READY || chance(ready_percent);
  if (cycle == PHASES * CYCLES) begin
    check(all_sent >= LEAST, "hardly any beats");
    done = 1'b1;
  end
end
