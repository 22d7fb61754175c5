// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cells;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sparsil.rtl.HexWriter;
import org.sparsil.testing.Tools;

/**
 * The bench of one cell.
 *
 * @param cell its name
 * @param cells the folder with the cells
 */
record CellBench(String cell, Path cells) {
  static final Path CELLS = Path.of("rtl-templates/cells").toAbsolutePath();
  private static final Path BENCHES = Path.of("testbenches/cells").toAbsolutePath();
  private static final Pattern PATTERN_FILE = Pattern.compile("\"(pattern_(\\d+)x(\\d+)\\.mem)\"");

  CellBench(String cell) {
    this(cell, CELLS);
  }

  /** The cells that have a bench. */
  static List<String> names() {
    return modules(BENCHES, "tb_");
  }

  /** The names of the Verilog files with a prefix, without it. */
  static List<String> modules(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix) && name.endsWith(".v"))
          .map(name -> name.substring(prefix.length(), name.length() - ".v".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the bench says in Icarus; its last line is the verdict.
   *
   * @param folder where it runs; its memory files are written into it
   * @param parameters of the bench's top module
   */
  String run(Path folder, Map<String, String> parameters) throws IOException {
    String top = "tb_" + cell;
    Path source = BENCHES.resolve(top + ".v");
    writePatterns(folder, Files.readString(source));
    List<String> compile =
        new ArrayList<>(List.of("iverilog", "-g2005", "-Wall", "-o", top + ".vvp", "-s", top));
    compile.addAll(List.of("-I", BENCHES.toString(), "-y", cells.toString()));
    parameters.forEach((name, value) -> compile.add("-P%s.%s=%s".formatted(top, name, value)));
    compile.add(source.toString());
    String warnings = Tools.run(folder, compile);
    if (!warnings.isEmpty()) {
      throw new AssertionError(warnings);
    }
    return Tools.run(folder, List.of("vvp", "-n", top + ".vvp")).strip();
  }

  /** The memory files that the bench names; {@code pattern.vh} has the same contents. */
  private static void writePatterns(Path folder, String bench) throws IOException {
    Matcher names = PATTERN_FILE.matcher(bench);
    while (names.find()) {
      int width = Integer.parseInt(names.group(2));
      StringBuilder text = new StringBuilder();
      HexWriter writer = new HexWriter(text, width);
      for (int address = 0; address < Integer.parseInt(names.group(3)); address++) {
        for (int bit = 0; bit < width; bit++) {
          writer.put(patternBit(address, bit), 1);
        }
        writer.end();
      }
      Files.writeString(folder.resolve(names.group(1)), text);
    }
  }

  private static int patternBit(int address, int bit) {
    int mixed = address * 40503 + bit * 30011 + 12345;
    mixed = (mixed ^ (mixed >>> 15)) * 668265261;
    return (mixed >>> 16) & 1;
  }
}
