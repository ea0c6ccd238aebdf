// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.sockdiff.report.ConsoleReport;
import org.sockdiff.report.Report;
import org.sockdiff.report.ResultJson;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How results are written to standard output. */
final class OutputOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description =
          "How results are written: console, json, or ndjson (a line each). Default: console.")
  private Format format = Format.console;

  @Option(
      names = {"-v", "--verbose"},
      description = "List the cases that conform, too, however many there are.")
  private boolean verbose;

  @Mixin private ColorOption color = new ColorOption();

  enum Format {
    console,
    json,
    ndjson
  }

  /** Standard output: buffered, UTF-8, newlines alone. */
  static PrintStream out() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  Report report(PrintStream out) {
    return switch (format) {
      case console -> new ConsoleReport(out, color.style(), verbose);
      case json -> new ResultJson(out, false);
      case ndjson -> new ResultJson(out, true);
    };
  }
}
