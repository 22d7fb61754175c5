// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives every layer a Verilog identifier that looks like its name.
 *
 * <p>{@code "fc1"} stays {@code fc1}; {@code "Conv/1:relu"} becomes {@code conv_1_relu}; {@code
 * "module"} becomes {@code layer_module}; {@code "3rd"} becomes {@code layer_3rd}; {@code ""}
 * becomes {@code layer}. Of a long name its end is kept. A second name that comes out the same gets
 * {@code _2}, and so on. Identifiers are lower case, since file systems may not tell case apart,
 * and never begin as the cells' names do.
 */
public final class NameAllocator {
  /** Two identifiers and a suffix make a file name, which fits a line of Verilog. */
  static final int MAX_LENGTH = 28;

  private static final int MAX_PRINTABLE = 80;

  /**
   * The reserved words of IEEE 1364-2005 and 1800-2017, and the names that the generated top uses
   * itself.
   */
  private static final Set<String> RESERVED =
      Set.of(
          ("accept_on alias always always_comb always_ff always_latch and assert assign assume automatic"
                  + " before begin bind bins binsof bit break buf bufif0 bufif1 byte case casex casez cell"
                  + " chandle checker class clocking cmos config const constraint context continue cover"
                  + " covergroup coverpoint cross deassign default defparam design disable dist do edge else"
                  + " end endcase endchecker endclass endclocking endconfig endfunction endgenerate endgroup"
                  + " endinterface endmodule endpackage endprimitive endprogram endproperty endspecify"
                  + " endsequence endtable endtask enum event eventually expect export extends extern final"
                  + " first_match for force foreach forever fork forkjoin function generate genvar global"
                  + " highz0 highz1 if iff ifnone ignore_bins illegal_bins implements implies import incdir"
                  + " include initial inout input inside instance int integer interconnect interface"
                  + " intersect join join_any join_none large let liblist library local localparam logic"
                  + " longint macromodule matches medium modport module nand negedge nettype new nexttime"
                  + " nmos nor noshowcancelled not notif0 notif1 null or output package packed parameter"
                  + " pmos posedge primitive priority program property protected pull0 pull1 pulldown pullup"
                  + " pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase randsequence rcmos real"
                  + " realtime ref reg reject_on release repeat restrict return rnmos rpmos rtran rtranif0"
                  + " rtranif1 s_always s_eventually s_nexttime s_until s_until_with scalared sequence"
                  + " shortint shortreal showcancelled signed small soft solve specify specparam static"
                  + " string strong strong0 strong1 struct super supply0 supply1 sync_accept_on"
                  + " sync_reject_on table tagged task this throughout time timeprecision timeunit tran"
                  + " tranif0 tranif1 tri tri0 tri1 triand trior trireg type typedef union unique unique0"
                  + " unsigned until until_with untyped use uwire var vectored virtual void wait wait_order"
                  + " wand weak weak0 weak1 while wildcard wire with within wor xnor xor"
                  + " clk rst s_axis m_axis guard frame_error_o")
              .split(" "));

  private final String kind;
  private final Set<String> taken = new HashSet<>();

  private NameAllocator(String kind) {
    this.kind = kind;
  }

  /** The identifier of each name, in order. */
  public static Map<String, String> allocate(List<String> names) {
    NameAllocator allocator = new NameAllocator("layer");
    Map<String, String> identifiers = new LinkedHashMap<>();
    names.forEach(name -> identifiers.put(name, allocator.next(name)));
    return identifiers;
  }

  /**
   * The identifier of a network: as a layer's, but {@code network} where those have {@code layer}.
   */
  public static String identifier(String name) {
    return new NameAllocator("network").next(name);
  }

  /** The name as it can stand in a comment: one line of printable ASCII. */
  public static String printable(String name) {
    String line = name.replaceAll("[^\\x20-\\x7E]", "?").replace("\\", "/").replace("`", "'");
    return line.length() <= MAX_PRINTABLE ? line : line.substring(0, MAX_PRINTABLE) + "...";
  }

  private String next(String name) {
    String plain = trim(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"));
    String legal = end(plain, MAX_LENGTH);
    if (plain.isEmpty()) {
      legal = kind;
    } else if (!mayStandAlone(legal)) {
      legal = kind + "_" + end(plain, MAX_LENGTH - kind.length() - 1);
    }
    String unique = legal;
    for (int copy = 2; !taken.add(unique); copy++) {
      String suffix = "_" + copy;
      int kept = Math.min(legal.length(), MAX_LENGTH - suffix.length());
      unique = trim(legal.substring(0, kept)) + suffix;
    }
    return unique;
  }

  private static boolean mayStandAlone(String identifier) {
    return Character.isLetter(identifier.charAt(0))
        && !RESERVED.contains(identifier)
        && !(identifier + "_").startsWith("nn_")
        && !(identifier + "_").startsWith("tb_");
  }

  private static String end(String name, int length) {
    return trim(name.substring(Math.max(0, name.length() - length)));
  }

  private static String trim(String name) {
    return name.replaceAll("^_+|_+$", "");
  }
}
