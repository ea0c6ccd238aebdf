// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.sockdiff.sys.EnvironmentException;

/** Programs of the host that guests are started with. */
final class Tools {
  private Tools() {}

  /**
   * The program of a name: a path, or looked for in PATH and the system's directories.
   *
   * @param hint how to get it
   * @throws EnvironmentException if there is none
   */
  static Path find(String name, String hint) {
    if (name.contains("/")) {
      Path file = Path.of(name).toAbsolutePath();
      if (Files.isExecutable(file)) {
        return file;
      }
      throw new EnvironmentException("there is no program " + name, hint);
    }
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/bin:/bin";
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(directory.isEmpty() ? "." : directory, name).toAbsolutePath();
      if (Files.isExecutable(file) && Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new EnvironmentException("there is no program " + name + " in PATH", hint);
  }

  /** Words as one shell command. */
  static String quoted(List<String> words) {
    return words.stream().map(Tools::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
