// SPDX-License-Identifier: Apache-2.0
package org.sockdiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that hold what a test must produce; {@code -Dgolden.update=true} writes them, but never in
 * CI.
 */
public final class Golden {
  private Golden() {}

  /** Compares with the file, or writes it. */
  public static void check(Path golden, String actual) {
    try {
      if (isUpdating()) {
        Files.writeString(golden, actual);
      } else if (Files.exists(golden)) {
        assertEquals(Files.readString(golden), actual, golden.toString());
      } else {
        fail(golden + " is missing; -Dgolden.update=true writes it:\n" + actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files in a directory and below it that end in {@code suffix}, sorted. */
  public static List<Path> files(Path directory, String suffix) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same path with another ending. */
  public static Path sibling(Path file, String ending, String otherEnding) {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.length() - ending.length());
    return file.resolveSibling(stem + otherEnding);
  }

  private static boolean isUpdating() {
    if (!Boolean.getBoolean("golden.update")) {
      return false;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("goldens are not updated where CI=true");
    }
    return true;
  }
}
