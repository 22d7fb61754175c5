// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/**
 * Writes a folder of files: all of them or none. The files go to a hidden sibling {@code
 * .NAME.tmp-PID} that takes the folder's place at the end; a run that fails or is interrupted
 * leaves the folder as it was.
 */
public final class OutputFolder {
  /** The file by which a compiled network's folder is known to be ours, and so may be replaced. */
  public static final String MARK = "network.qgraph";

  /** The same of a compressed network's folder. */
  public static final String CONTAINER = "model.sparsil";

  /** The same of a comparison of line buffers. */
  public static final String EXPLORATION = "explore.json";

  private static final List<String> MARKS = List.of(MARK, CONTAINER, EXPLORATION);

  private final Path folder;
  private final Path temporary;
  private final Path previous;
  private volatile boolean abandoned;

  private OutputFolder(Path folder) {
    long process = ProcessHandle.current().pid();
    this.folder = folder;
    this.temporary = sibling(folder, ".tmp-" + process);
    this.previous = sibling(folder, ".old-" + process);
  }

  /**
   * Replaces the folder by one that holds exactly these files; makes it, and its parents, if need
   * be.
   *
   * @throws UserException if the folder holds something that is not ours or cannot be written
   */
  public static void write(Path folder, List<OutputFile> files) {
    requireDistinct(files);
    try {
      new OutputFolder(place(folder)).write(files);
    } catch (IOException e) {
      throw new UserException(folder.toString(), Code.FILE_001, "cannot write: " + reason(e));
    }
  }

  /**
   * Tells early whether {@link #write} would refuse the folder.
   *
   * @throws UserException if the folder holds something that is not ours
   */
  public static void requireReplaceable(Path folder) {
    try {
      requireOurs(folder);
    } catch (IOException e) {
      throw new UserException(folder.toString(), Code.FILE_001, "cannot read: " + reason(e));
    }
  }

  /** A file system's exceptions often have nothing but a path for a message. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is in the way";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** Names that differ only by case would overwrite each other on some file systems. */
  private static void requireDistinct(List<OutputFile> files) {
    Set<String> paths = new HashSet<>();
    for (OutputFile file : files) {
      if (!paths.add(file.path().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two files at '" + file.path() + "'");
      }
    }
    if (MARKS.stream().noneMatch(paths::contains)) {
      throw new IllegalArgumentException("no file of " + MARKS);
    }
  }

  /** Where the folder really is: symbolic links stay, what they point to is replaced. */
  private static Path place(Path folder) throws IOException {
    if (Files.exists(folder)) {
      requireOurs(folder);
      return folder.toRealPath();
    }
    Path absolute = folder.toAbsolutePath().normalize();
    Files.createDirectories(absolute.getParent());
    return absolute;
  }

  private static void requireOurs(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UserException(folder.toString(), Code.FILE_002, "is in the way: not a folder");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      boolean marked = MARKS.stream().anyMatch(mark -> Files.isRegularFile(folder.resolve(mark)));
      if (entries.iterator().hasNext() && !marked) {
        throw new UserException(
            folder.toString(),
            Code.FILE_002,
            "holds files but neither '%s' nor '%s' nor '%s', so it is not a result that may be replaced"
                .formatted(MARK, CONTAINER, EXPLORATION),
            "choose another folder, or empty this one");
      }
    }
  }

  private void write(List<OutputFile> files) throws IOException {
    removeLeftovers();
    Thread hook = new Thread(this::abandon, "remove " + temporary);
    addHook(hook);
    try {
      for (OutputFile file : files) {
        write(file);
      }
      takePlace();
    } finally {
      abandon();
      removeHook(hook);
    }
  }

  private static void addHook(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and whoever writes now makes it wait.
    }
  }

  private synchronized void write(OutputFile file) throws IOException {
    if (abandoned) {
      return;
    }
    Path target = temporary.resolve(file.path());
    Files.createDirectories(target.getParent());
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
      file.content().writeTo(stream);
    }
  }

  /** Synchronized like every other step, so that an interrupt waits for a consistent moment. */
  private synchronized void takePlace() throws IOException {
    if (abandoned) {
      return;
    }
    boolean replaces = Files.exists(folder);
    if (replaces) {
      Files.move(folder, previous, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaces) {
        Files.move(previous, folder, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    removeTree(previous);
  }

  private void abandon() {
    abandoned = true; // before the lock, so that a running write does not begin another file
    synchronized (this) {
      removeTree(temporary);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook runs and does its work.
    }
  }

  /** What a run that was killed outright could not clean up; a moved folder goes back. */
  private void removeLeftovers() throws IOException {
    String prefix = "." + name(folder);
    Pattern leftover = Pattern.compile(Pattern.quote(prefix) + "\\.(tmp|old)-(\\d{1,18})");
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            parent(folder), sibling -> leftover.matcher(name(sibling)).matches())) {
      for (Path sibling : siblings) {
        if (isAlive(sibling)) {
          continue;
        }
        if (name(sibling).startsWith(prefix + ".old-") && !Files.exists(folder)) {
          Files.move(sibling, folder, StandardCopyOption.ATOMIC_MOVE);
        } else {
          removeTree(sibling);
        }
      }
    }
  }

  private static boolean isAlive(Path leftover) {
    String name = name(leftover);
    long process = Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
    return process != ProcessHandle.current().pid() && ProcessHandle.of(process).isPresent();
  }

  private static void removeTree(Path top) {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(top)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // It is hidden, and the next run for this folder tries again.
    }
  }

  private static Path sibling(Path folder, String suffix) {
    return parent(folder).resolve("." + name(folder) + suffix);
  }

  private static Path parent(Path folder) {
    Path parent = folder.getParent();
    if (parent == null) {
      throw new UserException(
          folder.toString(),
          Code.FILE_002,
          "is the root of the file system, choose a folder in it");
    }
    return parent;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
