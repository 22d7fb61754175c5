// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code sparsil}, in a project of its own whose build only copies a jar: what is tested
 * is when it builds, from where it can be called, and what it says.
 */
class LauncherTest {
  @TempDir Path folder;
  private Path project;
  private Path tools;

  /** What the jar does: it tells where it runs, and with what. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
      System.out.println(Path.of("").toAbsolutePath() + " " + String.join("|", arguments));
      System.exit(arguments.length > 0 && arguments[0].equals("fail") ? 3 : 0);
    }
  }

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(folder.resolve("my project"));
    Files.copy(Path.of("sparsil"), project.resolve("sparsil"));
    Files.createDirectories(project.resolve("src/main"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("src/main/Source.java"), "1");
    Path jar = folder.resolve("echo.jar");
    writeJar(jar);
    tools = Files.createDirectories(folder.resolve("tools"));
    script(
        "mvn",
        "echo built >> '" + folder.resolve("builds") + "'",
        "sleep 0.3",
        "mkdir -p target",
        "cp '" + jar + "' target/sparsil-all.jar");
  }

  private void script(String name, String... lines) throws IOException {
    Path script = tools.resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private static void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    String entry = Echo.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream target = new JarOutputStream(file, manifest);
        var source = LauncherTest.class.getClassLoader().getResourceAsStream(entry)) {
      target.putNextEntry(new ZipEntry(entry));
      assertThat(source).isNotNull();
      source.transferTo(target);
    }
  }

  /** A call under way. */
  private record Call(Process process) {
    String output() {
      try {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int exitCode() throws InterruptedException {
      return process.waitFor();
    }
  }

  private Call start(Path where, Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", tools + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return new Call(builder.start());
  }

  private String call(String... arguments) throws IOException {
    return start(folder, project.resolve("sparsil"), arguments).output();
  }

  private long builds() throws IOException {
    Path log = folder.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void buildsOnTheFirstCallAndAfterAChangeOnly() throws IOException {
    assertThat(call("a")).isEqualTo(folder.toRealPath() + " a\n");
    assertThat(call("b")).isEqualTo(folder.toRealPath() + " b\n");
    assertThat(builds()).isEqualTo(1);

    Path source = project.resolve("src/main/Source.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    call("c");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aRemovedSourceIsAChange() throws Exception {
    call("a");
    Thread.sleep(20); // file times are as coarse as the kernel's clock

    Files.delete(project.resolve("src/main/Source.java"));
    call("b");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void canBeCalledFromAnywhereAndThroughLinks() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), project.resolve("sparsil"));
    Path relative = Files.createSymbolicLink(folder.resolve("again"), Path.of("else where/link"));

    assertThat(start(elsewhere, relative, "x y", "z").output())
        .isEqualTo(elsewhere.toRealPath() + " x y|z\n");
    assertThat(start(elsewhere, link).output()).isEqualTo(elsewhere.toRealPath() + " \n");
  }

  @Test
  void concurrentFirstCallsBuildOnce() throws Exception {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(start(folder, project.resolve("sparsil"), String.valueOf(i)));
    }

    for (int i = 0; i < 4; i++) {
      assertThat(calls.get(i).output()).isEqualTo(folder.toRealPath() + " " + i + "\n");
      assertThat(calls.get(i).exitCode()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    Call call = start(folder, project.resolve("sparsil"), "fail");

    assertThat(call.output()).endsWith("fail\n");
    assertThat(call.exitCode()).isEqualTo(3);
  }

  @Test
  void aFailedBuildSaysWhyAndIsTriedAgain() throws Exception {
    script("mvn", "echo 'Source.java:1: something is wrong'", "exit 1");
    Call call = start(folder, project.resolve("sparsil"));
    assertThat(call.output())
        .contains("Source.java:1: something is wrong", "sparsil: the build failed");
    assertThat(call.exitCode()).isEqualTo(1);

    makeMavenWork();

    assertThat(call("a")).isEqualTo(folder.toRealPath() + " a\n");
  }

  private void makeMavenWork() throws IOException {
    script(
        "mvn", "mkdir -p target", "cp '" + folder.resolve("echo.jar") + "' target/sparsil-all.jar");
  }

  @Test
  void anOldJavaIsNotTakenForANewOne() throws Exception {
    script("javac", "echo 'javac 11.0.2'");
    ProcessBuilder builder =
        new ProcessBuilder(project.resolve("sparsil").toString()).redirectErrorStream(true);
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().remove("JAVA_HOME");
    Call call = new Call(builder.start());

    assertThat(call.output()).contains("Java 11 is too old, 17 or newer is needed", "make -C");
    assertThat(call.exitCode()).isEqualTo(1);
  }
}
