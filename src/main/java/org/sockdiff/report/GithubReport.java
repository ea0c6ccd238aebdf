// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Divergence;
import org.sockdiff.script.Location;

/**
 * Annotations of lines of scripts, by the workflow commands of GitHub Actions: the first few, since
 * the site shows no more of a step.
 */
final class GithubReport implements Report {
  private static final int MOST = 10;

  private final PrintStream out;
  private int found;

  GithubReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(RunInfo run) {}

  @Override
  public void result(CaseResult result, Duration took) {
    String level = Status.of(result.verdict()).github();
    if (level.isEmpty() || ++found > MOST) {
      return;
    }
    Optional<Location> place =
        result.divergences().stream().map(Divergence::location).findFirst().or(result::stoppedAt);
    out.println(
        "::"
            + level
            + " file="
            + property(file(result.program().script().name()))
            + ",line="
            + place.map(Location::line).orElse(1)
            + place.map(location -> ",col=" + location.column()).orElse("")
            + ",title="
            + property(result.id() + ": " + result.verdict().text())
            + "::"
            + data(message(result)));
  }

  /** Paths are taken from the root of the repository, where runs start. */
  private static String file(String name) {
    return Path.of(name).normalize().toString();
  }

  private static String message(CaseResult result) {
    List<String> lines = CaseText.plain(result);
    String why = CaseText.why(result);
    return lines.isEmpty() ? why : String.join("\n", lines);
  }

  @Override
  public void end(Summary summary) {
    out.println(
        "sockdiff: "
            + summary
            + (found > MOST ? "; " + (found - MOST) + " of them not annotated" : ""));
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(Printable.of(text)).replace(":", "%3A").replace(",", "%2C");
  }
}
