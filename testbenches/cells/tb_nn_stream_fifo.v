// SPDX-License-Identifier: Apache-2.0
//
// Bench of nn_stream_fifo: at every edge it shows what a queue of elements would: the oldest, one
// cycle after it came, for as long as it is not taken; and whether there is room for two more.

`default_nettype none

module tb_nn_stream_fifo;

  localparam CASES = 5;
  `include "verdict.vh"

  tb_nn_stream_fifo_case #(.SEED(1), .WIDTH(9), .DEPTH_BITS(4))
    u_0 (done[0], checks[0], failures[0]);
  tb_nn_stream_fifo_case #(.SEED(2), .WIDTH(1), .DEPTH_BITS(1))
    u_1 (done[1], checks[1], failures[1]);
  tb_nn_stream_fifo_case #(.SEED(3), .WIDTH(33), .DEPTH_BITS(2))
    u_2 (done[2], checks[2], failures[2]);
  tb_nn_stream_fifo_case #(.SEED(4), .WIDTH(2), .DEPTH_BITS(3))
    u_3 (done[3], checks[3], failures[3]);
  tb_nn_stream_fifo_case #(.SEED(5), .WIDTH(17), .DEPTH_BITS(6))
    u_4 (done[4], checks[4], failures[4]);

endmodule

module tb_nn_stream_fifo_case #(
  parameter SEED       = 1,
  parameter WIDTH      = 9,
  parameter DEPTH_BITS = 4
) (
  output reg        done,
  output reg [31:0] checks,
  output reg [31:0] failures
);

  `include "bench.vh"

  localparam DEPTH  = 1 << DEPTH_BITS;
  localparam PHASES = 12;
  localparam CYCLES = 400;   // of a phase

  reg              rst;
  reg              push;
  reg  [WIDTH-1:0] data;
  wire             room;
  wire             tvalid;
  reg              tready;
  wire [WIDTH-1:0] tdata;
  wire             popped;

  nn_stream_fifo #(
    .WIDTH      (WIDTH),
    .DEPTH_BITS (DEPTH_BITS)
  ) u_cell (
    .clk        (clk),
    .rst        (rst),
    .push_i     (push),
    .data_i     (data),
    .room_o     (room),
    .m_tvalid_o (tvalid),
    .m_tready_i (tready),
    .data_o     (tdata),
    .popped_o   (popped)
  );

  // The queue.
  reg     [WIDTH-1:0] queue [0:DEPTH-1];
  integer             head;
  integer             count;
  integer             most;

  // How often elements come and are taken, anew in every phase.
  reg     [31:0] push_percent;
  reg     [31:0] ready_percent;
  integer        cycle;

  initial begin
    rst    = 1'b1;
    push   = 1'b0;
    data   = {WIDTH{1'b0}};
    tready = 1'b0;
    head   = 0;
    count  = 0;
    most   = 0;
    cycle  = 0;
    push_percent  = 32'd100;
    ready_percent = 32'd100;
  end

  task choose_rates;
    case (below(32'd4))
      32'd0:   begin push_percent = 32'd100; ready_percent = 32'd100; end
      32'd1:   begin push_percent = 32'd90;  ready_percent = 32'd20;  end
      32'd2:   begin push_percent = 32'd20;  ready_percent = 32'd90;  end
      default: begin push_percent = 32'd50;  ready_percent = 32'd50;  end
    endcase
  endtask

  always @(posedge clk) if (!done) begin
    if (cycle > 0) begin
      check(tvalid === (count > 0), "tvalid");
      check(popped === (count > 0 && tready), "popped");
      check(room === (count + 2 <= DEPTH), "room");
      if (count > 0) check(tdata === queue[head], "tdata");
    end

    if (rst) begin
      count = 0;
    end else begin
      if (count > 0 && tready) begin
        head  = (head + 1) % DEPTH;
        count = count - 1;
      end
      if (push) begin
        queue[(head + count) % DEPTH] = data;
        count = count + 1;
        if (count > most) most = count;
      end
    end

    cycle = cycle + 1;
    if (cycle % CYCLES == 0) choose_rates;
    rst    <= cycle % CYCLES == 0 && chance(50);
    push   <= count < DEPTH && chance(push_percent);
    data   <= word(WIDTH);
    tready <= chance(ready_percent);
    if (cycle == PHASES * CYCLES) begin
      check(most == DEPTH, "it was never full");
      done = 1'b1;
    end
  end

endmodule

`default_nettype wire
