// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.sockdiff.check.Matrix;
import org.sockdiff.report.MatrixHtml;
import picocli.CommandLine.Option;

/** What a table of several kernels is told as: a page beside standard output, an exit code. */
final class MatrixReport {
  private static final String HTML = "html=";

  @Option(
      names = "--report",
      paramLabel = "html=FILE",
      description = "Writes the table to FILE, too, as a page to look at: one file, no network.")
  private Optional<String> report = Optional.empty();

  @Option(
      names = "--exit-style",
      paramLabel = "STYLE",
      defaultValue = "default",
      converter = ExitStyle.Converter.class,
      description = "Exit codes: default, kselftest or bisect; see sockdiff run.")
  @SuppressWarnings("UnusedVariable") // Main looks itself: it needs it also if parsing fails.
  private ExitStyle exitStyle = ExitStyle.DEFAULT;

  /**
   * The file that was asked for.
   *
   * @throws UsageException if what was asked for is none, before anything is run
   */
  Optional<Path> file() {
    if (report.isEmpty()) {
      return Optional.empty();
    }
    String wanted = report.get();
    if (!wanted.startsWith(HTML) || wanted.length() == HTML.length()) {
      throw new UsageException("--report is html=FILE here, not '" + wanted + "'");
    }
    try {
      return Optional.of(Path.of(wanted.substring(HTML.length())));
    } catch (InvalidPathException e) {
      throw new UsageException("--report: not a file name: '" + wanted + "'");
    }
  }

  static void write(Path file, Matrix matrix) {
    try {
      Files.writeString(file, new MatrixHtml(Version.text()).page(matrix));
    } catch (IOException e) {
      throw new UsageException("cannot write " + file + ": " + Reason.of(e));
    }
  }
}
