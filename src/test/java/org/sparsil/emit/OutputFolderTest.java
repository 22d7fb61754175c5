// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.UserException;

class OutputFolderTest {
  private static final OutputFile MARK = OutputFile.text(OutputFolder.MARK, "q");

  @TempDir Path parent;

  @Test
  void writesEveryFileAndLeavesNothingBeside() throws IOException {
    Path folder = parent.resolve("deep/er/net");

    OutputFolder.write(folder, List.of(MARK, OutputFile.text("rtl/top.v", "module «µ»\n")));

    assertThat(folder.resolve("rtl/top.v")).hasContent("module «µ»\n");
    assertThat(namesIn(parent.resolve("deep/er"))).containsExactly("net");
  }

  @Test
  void replacesWhatItWroteBefore() throws IOException {
    Path folder = parent.resolve("net");
    OutputFolder.write(folder, List.of(MARK, OutputFile.text("old.v", "old")));

    OutputFolder.write(folder, List.of(MARK, OutputFile.text("new.v", "new")));

    assertThat(namesIn(folder)).containsExactly("network.qgraph", "new.v");
    assertThat(namesIn(parent)).containsExactly("net");
  }

  @Test
  void failureHalfWayLeavesThePreviousFolderIntact() throws IOException {
    Path folder = parent.resolve("net");
    OutputFolder.write(folder, List.of(MARK, OutputFile.text("rtl/a.v", "before")));
    OutputFile failing =
        new OutputFile(
            "rtl/b.v",
            target -> {
              target.write('x');
              throw new IOException("No space left on device");
            });

    assertThatThrownBy(
            () ->
                OutputFolder.write(
                    folder, List.of(MARK, OutputFile.text("rtl/a.v", "after"), failing)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("net: error: cannot write")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("[FILE-001]");

    assertThat(folder.resolve("rtl/a.v")).hasContent("before");
    assertThat(namesIn(parent)).containsExactly("net");
  }

  @Test
  void interruptHalfWayLeavesThePreviousFolderIntact() throws Exception {
    Path folder = parent.resolve("net");
    OutputFolder.write(folder, List.of(MARK, OutputFile.text("rtl/a.v", "before")));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlowWriter.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("half way");

    process.destroy(); // SIGTERM runs shutdown hooks, as Ctrl-C does
    process.waitFor();

    assertThat(folder.resolve("rtl/a.v")).hasContent("before");
    assertThat(namesIn(parent)).containsExactly("net");
  }

  /** A process of its own, to be interrupted. */
  static final class SlowWriter {
    public static void main(String[] args) {
      OutputFile slow =
          new OutputFile(
              "rtl/b.v",
              target -> {
                System.out.println("half way");
                sleep();
              });
      OutputFolder.write(
          Path.of(args[0]), List.of(MARK, OutputFile.text("rtl/a.v", "after"), slow));
    }

    private static void sleep() {
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void cleansUpAfterARunThatWasKilled() throws IOException {
    Path folder = parent.resolve("net");
    Path killed = parent.resolve(".net.old-" + deadProcess());
    Files.createDirectories(killed.resolve("rtl"));
    Files.createDirectories(parent.resolve(".net.tmp-" + deadProcess() + "/rtl"));
    Path other = Files.createDirectory(parent.resolve(".net.tmp-notes"));

    OutputFolder.write(folder, List.of(MARK));

    assertThat(namesIn(parent)).containsExactly(other.getFileName().toString(), "net");
  }

  @Test
  void refusesAFolderThatIsNotOurs() throws IOException {
    Path notes = Files.writeString(parent.resolve("notes.txt"), "dear diary");

    assertThatThrownBy(() -> OutputFolder.write(parent, List.of(MARK)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not a result that may be replaced")
        .hasMessageContaining("[FILE-002]");
    assertThatThrownBy(() -> OutputFolder.write(notes, List.of(MARK)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not a folder");

    assertThat(notes).hasContent("dear diary");
  }

  @Test
  void takesAnEmptyFolderAndFollowsALink() throws IOException {
    Path empty = Files.createDirectory(parent.resolve("empty"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), empty);

    OutputFolder.write(link, List.of(MARK));

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(empty.resolve(OutputFolder.MARK)).hasContent("q");
  }

  @Test
  void refusesTheRootOfTheFileSystem() {
    assertThatThrownBy(() -> OutputFolder.write(Path.of("/"), List.of(MARK)))
        .isInstanceOf(UserException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", ".hidden", "a\\b", "a b"})
  void noPathLeadsOutOfTheFolder(String path) {
    assertThatThrownBy(() -> OutputFile.text(path, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filesThatOverwriteEachOtherAreOurOwnMistake() {
    assertThatThrownBy(
            () ->
                OutputFolder.write(
                    parent.resolve("net"),
                    List.of(MARK, OutputFile.text("A.v", "1"), OutputFile.text("a.v", "2"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.v");
  }

  private static long deadProcess() {
    return Long.MAX_VALUE / 100; // above every process number of any system
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
