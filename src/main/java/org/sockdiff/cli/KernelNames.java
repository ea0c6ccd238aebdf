// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The value of {@code --kernels}. */
final class KernelNames {
  private KernelNames() {}

  /**
   * The kernels of a list with commas, or of a file with one on each line; {@code #} starts a
   * comment.
   */
  static List<String> of(String listOrFile) {
    List<String> names = new ArrayList<>();
    for (String line : lines(listOrFile)) {
      String name = line.replaceFirst("(^|\\s)#.*", "").strip();
      if (!name.isEmpty()) {
        if (names.contains(name)) {
          throw new UsageException("--kernels names " + name + " twice");
        }
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new UsageException("--kernels names none");
    }
    return names;
  }

  private static List<String> lines(String listOrFile) {
    try {
      Path file = Path.of(listOrFile);
      if (Files.isRegularFile(file)) {
        return Files.readAllLines(file);
      }
    } catch (InvalidPathException e) {
      return List.of(listOrFile.split(",", -1));
    } catch (IOException e) {
      throw new UsageException("cannot read " + listOrFile + ": " + Reason.of(e));
    }
    return List.of(listOrFile.split(",", -1));
  }
}
