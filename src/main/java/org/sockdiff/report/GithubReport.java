// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Divergence;
import org.sockdiff.check.Verdict;
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
            + property(CaseText.file(result))
            + ",line="
            + place.map(Location::line).orElse(1)
            + place.map(location -> ",col=" + location.column()).orElse("")
            + ",title="
            + property(result.id() + ": " + result.verdict().text())
            + "::"
            + data(message(result)));
  }

  private static String message(CaseResult result) {
    String lines = String.join("\n", CaseText.plain(result));
    if (result.verdict() == Verdict.DIVERGES) {
      return lines;
    }
    return CaseText.why(result) + (lines.isEmpty() ? "" : "\n" + lines);
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
