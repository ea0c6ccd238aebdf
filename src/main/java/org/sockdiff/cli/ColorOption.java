// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sockdiff.report.Style;
import picocli.CommandLine.Option;

/** Whether text is coloured. */
final class ColorOption {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "always, never or auto (NO_COLOR, CLICOLOR_FORCE and TERM are heeded). Default: auto.")
  private When color = When.auto;

  enum When {
    always,
    never,
    auto
  }

  Style style() {
    return Style.of(color.name(), System.getenv(), isTerminal("1"));
  }

  /**
   * Whether a descriptor of this process is a terminal; no JVM call tells that of one stream alone.
   */
  private static boolean isTerminal(String descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
