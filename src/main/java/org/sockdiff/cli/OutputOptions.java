// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sockdiff.report.Format;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How and where results are written, and what the process exits with. */
final class OutputOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      converter = FormatConverter.class,
      description =
          "How results are written to standard output: console, json, ndjson (a line each), junit,"
              + " ktap, kselftest, or github (annotations). Default: console.")
  private Format format = Format.CONSOLE;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      converter = ReportFile.WantedConverter.class,
      description =
          "Writes the results to FILE, too, in any of these formats; may be given several times.")
  private List<ReportFile.Wanted> files = new ArrayList<>();

  @Option(
      names = "--reproducible",
      description = "Leave out how long things took: the same results are the same bytes.")
  private boolean reproducible;

  @Option(
      names = "--exit-style",
      paramLabel = "STYLE",
      defaultValue = "default",
      converter = ExitStyle.Converter.class,
      description =
          "Exit codes: default, kselftest (4 is a skip, all that fails 1), or bisect (125 is what"
              + " could not be judged, for git bisect run).")
  @SuppressWarnings("UnusedVariable") // Main looks itself: it needs it also if parsing fails.
  private ExitStyle exitStyle = ExitStyle.DEFAULT;

  @Option(
      names = {"-v", "--verbose"},
      description = {
        "List the cases that conform, too, however many there are, and the slowest; tell in full what is known to"
            + " diverge."
      })
  private boolean verbose;

  @Mixin private ColorOption color = new ColorOption();

  /** Reads a format's name. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      Optional<Format> format = Format.named(text);
      if (format.isEmpty()) {
        throw new TypeConversionException(
            "expected one of " + Arrays.toString(Format.values()) + ", not '" + text + "'");
      }
      return format.get();
    }
  }

  /**
   * Opens all that results go to.
   *
   * @throws UsageException if a file cannot be written
   */
  Output open(Streams streams) {
    Output output =
        new Output(
            streams.out(),
            format.to(streams.out(), color.style(streams), verbose),
            new Progress(streams.err(), streams.rewritesErr(), System::nanoTime),
            !reproducible);
    try {
      refuseTwins();
      for (ReportFile.Wanted file : files) {
        output.add(file.open(verbose));
      }
    } catch (UsageException e) {
      output.close();
      throw e;
    }
    return output;
  }

  private void refuseTwins() {
    for (ReportFile.Wanted wanted : files) {
      if (files.stream().filter(other -> other.file().equals(wanted.file())).count() > 1) {
        throw new UsageException("two reports go to '" + wanted.file() + "'");
      }
    }
  }
}
