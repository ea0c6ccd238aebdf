// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockdiff.abi.Errno;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.sys.ScratchDirectory;

/**
 * A directory below that for temporary files.
 *
 * <p>A thread has a working directory of its own once it has called unshare(CLONE_FS), and threads
 * share it with the one that started them. Source: kernel/fork.c, unshare_fs and copy_fs.
 */
final class TemporaryDirectory implements ScratchDirectory {
  private static final int CLONE_FS = 0x200;
  private static final int O_PATH_DIRECTORY = 0x210000;
  private static final int PATH_MAX = 4096;

  private Optional<Path> made = Optional.empty();
  private int home = -1;

  /** Separates the calling thread from the others. */
  TemporaryDirectory() {
    if (Libc.unshare(CLONE_FS) != 0) {
      throw failure("unshare(CLONE_FS)");
    }
  }

  @Override
  public void enter() {
    try (NativeMemory path = new NativeMemory(PATH_MAX + 1)) {
      path.putText(0, ".");
      home = Libc.open(path.at(0), O_PATH_DIRECTORY);
      if (home < 0) {
        throw failure("open(\".\")");
      }
      Path directory = Files.createTempDirectory("sockdiff");
      made = Optional.of(directory);
      path.putText(0, directory.toString());
      if (Libc.chdir(path.at(0)) != 0) {
        throw failure("chdir(" + directory + ")");
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "no temporary directory can be made: " + e.getMessage(),
          "set TMPDIR to a directory that can be written to");
    }
  }

  @Override
  public void leave() {
    if (home >= 0) {
      Libc.fchdir(home);
      Libc.close(home);
      home = -1;
    }
    made.ifPresent(TemporaryDirectory::remove);
    made = Optional.empty();
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inner) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of a trace cannot be removed", e);
    }
  }

  private static EnvironmentException failure(String tried) {
    Errno errno = Errno.of(Libc.errno());
    return new EnvironmentException(
        tried + ": " + errno + " (" + errno.text() + ")",
        "traces that name files need a directory of their own");
  }
}
