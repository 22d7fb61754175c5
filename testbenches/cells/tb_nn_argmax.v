// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_argmax: frames of any length with many equal elements, stalls on both sides. A result
// shows two cycles after its frame's last element was taken, or when those before it are gone.

`default_nettype none

module tb_nn_argmax;

  localparam CASES = 5;
  `include "verdict.vh"

  tb_nn_argmax_case #(.SEED(1), .WIDTH(16), .SIGNED(1), .INDEX_BITS(4))
    u_0 (done[0], checks[0], failures[0]);
  tb_nn_argmax_case #(.SEED(2), .WIDTH(1), .SIGNED(0), .INDEX_BITS(3))
    u_1 (done[1], checks[1], failures[1]);
  tb_nn_argmax_case #(.SEED(3), .WIDTH(2), .SIGNED(1), .INDEX_BITS(1))
    u_2 (done[2], checks[2], failures[2]);
  tb_nn_argmax_case #(.SEED(4), .WIDTH(8), .SIGNED(0), .INDEX_BITS(6))
    u_3 (done[3], checks[3], failures[3]);
  tb_nn_argmax_case #(.SEED(5), .WIDTH(32), .SIGNED(1), .INDEX_BITS(5))
    u_4 (done[4], checks[4], failures[4]);

endmodule

module tb_nn_argmax_case #(
  parameter SEED       = 1,
  parameter WIDTH      = 16,
  parameter SIGNED     = 1,
  parameter INDEX_BITS = 4
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam LONGEST = 1 << INDEX_BITS;   // frame
  localparam PHASES  = 12;
  localparam CYCLES  = 500;              // of a phase
  localparam QUEUE   = 8;                 // more results than the cell can hold

  reg                   rst;
  reg                   s_tvalid;
  wire                  s_tready;
  reg  [WIDTH-1:0]      s_tdata;
  reg                   s_tlast;
  wire                  m_tvalid;
  reg                   m_tready;
  wire [INDEX_BITS-1:0] m_tdata;
  wire                  m_tlast;

  nn_argmax #(
    .WIDTH         (WIDTH),
    .SIGNED        (SIGNED),
    .INDEX_BITS    (INDEX_BITS)
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
    .m_axis_tlast  (m_tlast)
  );

  // The element at the door as a number, and the largest of its frame so far.
  reg signed [63:0] value;
  reg signed [63:0] largest;
  integer           position;
  integer           best;

  // The results, with the edge at which each frame's last element was taken.
  integer result   [0:QUEUE-1];
  integer taken_at [0:QUEUE-1];
  integer head;
  integer count;
  integer results;
  reg     shown;

  integer    left;            // elements of the frame at the door
  integer    longest;         // frame of this phase
  reg [31:0] valid_percent;
  reg [31:0] ready_percent;
  integer    phase_began;
  integer    cycle;

  initial begin
    rst           = 1'b1;
    s_tvalid      = 1'b0;
    s_tdata       = {WIDTH{1'b0}};
    s_tlast       = 1'b0;
    m_tready      = 1'b0;
    position      = 0;
    head          = 0;
    count         = 0;
    results       = 0;
    left          = 0;
    longest       = 1;
    valid_percent = 32'd100;
    ready_percent = 32'd100;
    phase_began   = 0;
    cycle         = 0;
  end

  // The next element of a frame, or the first of a new one.
  task offer;
    begin
      if (left == 0) left = 1 + below(longest);
      s_tdata  <= chance(50) ? word(WIDTH) : word(WIDTH) & 64'd1;
      s_tlast  <= left == 1;
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
      shown = count > 0 && taken_at[head] + 2 <= cycle;
      check(m_tvalid === shown, "tvalid");
      if (shown) check(m_tdata === result[head], "tdata");
      if (shown) check(m_tlast === 1'b1, "tlast");
      if (ready_percent == 32'd100 && cycle > phase_began + 8) check(s_tready === 1'b1, "tready");
      if (shown && m_tready && !rst) begin
        head    = (head + 1) % QUEUE;
        count   = count - 1;
        results = results + 1;
      end
    end

    if (s_tvalid && s_tready === 1'b1 && !rst) begin
      value = SIGNED && s_tdata[WIDTH-1] ? {{64{1'b1}}, s_tdata} : {64'd0, s_tdata};
      if (position == 0 || value > largest) begin
        largest = value;
        best    = position;
      end
      position = position + 1;
      left     = left - 1;
      if (s_tlast) begin
        result[(head + count) % QUEUE]   = best;
        taken_at[(head + count) % QUEUE] = cycle;
        count    = count + 1;
        position = 0;
        check(count < QUEUE, "more results than fit");
      end
      offer_nothing;
      if (chance(valid_percent)) offer;
    end else if (!s_tvalid) begin
      offer_nothing;
      if (chance(valid_percent)) offer;
    end

    if (rst) begin
      position = 0;
      count    = 0;
      left     = 0;
      offer_nothing;
    end

    cycle = cycle + 1;
    rst   <= 1'b0;
    if (cycle % CYCLES == 0) begin
      rst           <= chance(50);
      longest       = chance(30) ? 1 : 1 + below(LONGEST);
      valid_percent = chance(40) ? 32'd100 : 32'd10 + below(32'd91);
      ready_percent = chance(40) ? 32'd100 : 32'd1 + below(32'd100);
      phase_began   = cycle;
    end
    m_tready <= chance(ready_percent);
    if (cycle == PHASES * CYCLES) begin
      check(results > 100, "hardly any results");
      done = 1'b1;
    end
  end

endmodule

`default_nettype wire
