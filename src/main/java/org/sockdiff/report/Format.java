// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** How results are written. A new format is a constant here, and the class that writes it. */
public enum Format {
  CONSOLE,
  JSON,
  NDJSON,
  JUNIT,
  KTAP,
  KSELFTEST,
  GITHUB;

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format that users call so. */
  public static Optional<Format> named(String text) {
    for (Format format : values()) {
      if (format.toString().equals(text)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * A report in this format.
   *
   * @param style of those for people
   * @param verbose whether those for people tell all they know
   */
  public Report to(PrintStream out, Style style, boolean verbose) {
    return switch (this) {
      case CONSOLE -> new ConsoleReport(out, style, verbose);
      case JSON -> new ResultJson(out, false);
      case NDJSON -> new ResultJson(out, true);
      case JUNIT -> new JunitReport(out);
      case KTAP -> TapReport.ktap(out);
      case KSELFTEST -> TapReport.kselftest(out);
      case GITHUB -> new GithubReport(out);
    };
  }
}
