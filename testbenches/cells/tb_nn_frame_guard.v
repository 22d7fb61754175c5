// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_frame_guard: frames of right and wrong lengths, stalls on both sides. Every frame
// leaves with BEATS beats, cut or filled, and the first wrong one raises the error for good.

`default_nettype none

module tb_nn_frame_guard;

  localparam CASES = 5;
  `include "verdict.vh"

  tb_nn_frame_guard_case #(.SEED(1), .WIDTH(8), .BEATS(7), .COUNT_BITS(3), .FILL(85))
    u_0 (done[0], checks[0], failures[0]);
  tb_nn_frame_guard_case #(.SEED(2), .WIDTH(1), .BEATS(1), .COUNT_BITS(1), .FILL(0))
    u_1 (done[1], checks[1], failures[1]);
  tb_nn_frame_guard_case #(.SEED(3), .WIDTH(16), .BEATS(2), .COUNT_BITS(1), .FILL(-3))
    u_2 (done[2], checks[2], failures[2]);
  tb_nn_frame_guard_case #(.SEED(4), .WIDTH(5), .BEATS(32), .COUNT_BITS(5), .FILL(-16))
    u_3 (done[3], checks[3], failures[3]);
  // A beat of several elements is filled with as many.
  tb_nn_frame_guard_case #(
    .SEED(5), .WIDTH(15), .LANES(3), .BEATS(6), .COUNT_BITS(3), .FILL(-7),
    .FILLED(15'b11001_11001_11001)
  ) u_4 (done[4], checks[4], failures[4]);

endmodule

module tb_nn_frame_guard_case #(
  parameter SEED       = 1,
  parameter WIDTH      = 8,
  parameter LANES      = 1,
  parameter BEATS      = 7,
  parameter COUNT_BITS = 3,
  parameter FILL       = 0,
  parameter FILLED     = FILL   // a beat of it
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam PHASES   = 16;
  localparam CYCLES   = 500;             // of a phase
  localparam QUEUE    = 2 * BEATS;        // output beats that input beats have led to
  localparam signed [31:0] FILL_WORD = FILLED;

  reg              rst;
  reg              s_tvalid;
  wire             s_tready;
  reg  [WIDTH-1:0] s_tdata;
  reg              s_tlast;
  wire             m_tvalid;
  reg              m_tready;
  wire [WIDTH-1:0] m_tdata;
  wire             m_tlast;
  wire             frame_error;

  nn_frame_guard #(
    .WIDTH         (WIDTH),
    .LANES         (LANES),
    .BEATS         (BEATS),
    .COUNT_BITS    (COUNT_BITS),
    .FILL          (FILL)
  ) u_cell (
    .clk           (clk),
    .rst           (rst),
    .s_axis_tvalid (s_tvalid),
    .s_axis_tready (s_tready),
    .s_axis_tdata  (s_tdata),
    .s_axis_tlast  (s_tlast),
    .m_axis_tvalid (m_tvalid),
    .m_axis_tready (m_tready),
    .m_axis_tdata  (m_tdata),
    .m_axis_tlast  (m_tlast),
    .frame_error_o (frame_error)
  );

  // The beats that are to come out; the one at the door of the input is among them if it passes.
  reg     [WIDTH:0] queue [0:QUEUE-1];    // {last, data}
  integer           head;
  integer           count;
  integer           beats_out;

  // The frame at the door.
  integer    length;
  integer    position;        // of the beat at the door
  reg        error_due;

  // Which lengths occur in a phase: right ones, too short ones, too long ones.
  integer    kind;
  reg [31:0] valid_percent;
  reg [31:0] ready_percent;
  integer    cycle;

  // The handshake rule.
  reg             held;
  reg [WIDTH-1:0] held_data;
  reg             held_last;

  initial begin
    rst           = 1'b1;
    s_tvalid      = 1'b0;
    s_tdata       = {WIDTH{1'b0}};
    s_tlast       = 1'b0;
    m_tready      = 1'b0;
    head          = 0;
    count         = 0;
    beats_out     = 0;
    length        = BEATS;
    position      = 0;
    error_due     = 1'b0;
    kind          = 0;
    valid_percent = 32'd100;
    ready_percent = 32'd100;
    cycle         = 0;
    held          = 1'b0;
  end

  task put(input last, input [WIDTH-1:0] data);
    begin
      queue[(head + count) % QUEUE] = {last, data};
      count = count + 1;
      check(count < QUEUE, "more beats than can be under way");
    end
  endtask

  // Offers a beat, and notes what is to come out for it.
  task offer;
    reg [WIDTH-1:0] data;
    integer         missing;
    begin
      if (position == 0) begin
        length = BEATS;
        if (kind % 2 == 1 && BEATS > 1 && chance(40)) length = 1 + below(BEATS - 1);
        if (kind >= 2 && chance(40)) length = BEATS + 1 + below(BEATS + 3);
      end
      data = word(WIDTH);
      if (position < BEATS) put(position == BEATS - 1, data);
      if (position == length - 1) begin
        for (missing = length; missing < BEATS; missing = missing + 1) begin
          put(missing == BEATS - 1, FILL_WORD[WIDTH-1:0]);
        end
      end
      s_tdata  <= data;
      s_tlast  <= position == length - 1;
      s_tvalid <= 1'b1;
    end
  endtask

  // Without valid anything may stand there.
  task offer_nothing;
    begin
      s_tdata  <= word(WIDTH);
      s_tlast  <= chance(50);
      s_tvalid <= 1'b0;
    end
  endtask

  always @(posedge clk) if (!done) begin
    if (cycle > 0) begin
      check(frame_error === error_due, "frame_error");
      if (held) check(m_tvalid === 1'b1 && m_tdata === held_data && m_tlast === held_last, "held");
      if (m_tvalid) check(count > 0, "a beat too many");
      if (m_tvalid) check({m_tlast, m_tdata} === queue[head], "beat");
      if (!m_tvalid && s_tvalid) check(position >= BEATS, "a beat is kept back");
      if (kind == 0 && !rst) check(m_tvalid === s_tvalid, "latency");
      if (kind == 0 && !rst) check(s_tready === m_tready, "throughput");
      held      = m_tvalid && !m_tready && !rst;
      held_data = m_tdata;
      held_last = m_tlast;
      if (m_tvalid && m_tready && !rst) begin
        head      = (head + 1) % QUEUE;
        count     = count - 1;
        beats_out = beats_out + 1;
      end
    end

    if (s_tvalid && s_tready === 1'b1 && !rst) begin
      if (s_tlast && position < BEATS - 1) error_due = 1'b1;
      if (!s_tlast && position == BEATS - 1) error_due = 1'b1;
      position = s_tlast ? 0 : position + 1;
      offer_nothing;
      if (chance(valid_percent)) offer;
    end else if (!s_tvalid && !rst) begin
      offer_nothing;
      if (chance(valid_percent)) offer;
    end

    if (rst) begin
      position  = 0;
      count     = 0;
      error_due = 1'b0;
      offer_nothing;
    end

    cycle = cycle + 1;
    rst   <= 1'b0;
    if (cycle % CYCLES == 0) begin
      rst           <= 1'b1;
      kind          = (cycle / CYCLES) % 4;
      valid_percent = chance(40) ? 32'd100 : 32'd10 + below(32'd91);
      ready_percent = chance(40) ? 32'd100 : 32'd10 + below(32'd91);
    end
    m_tready <= chance(ready_percent);
    if (cycle == PHASES * CYCLES) begin
      check(beats_out > CYCLES, "hardly any beats");
      done = 1'b1;
    end
  end

endmodule

`default_nettype wire
