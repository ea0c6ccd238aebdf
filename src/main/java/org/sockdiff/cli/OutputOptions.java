// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

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

  Report report(Streams streams) {
    return switch (format) {
      case console -> new ConsoleReport(streams.out(), color.style(streams), verbose);
      case json -> new ResultJson(streams.out(), false);
      case ndjson -> new ResultJson(streams.out(), true);
    };
  }
}
