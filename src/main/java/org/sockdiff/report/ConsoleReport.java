// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Divergence;
import org.sockdiff.check.Verdict;

/**
 * Results for people: every case that does not conform with all there is to know, then the counts.
 */
public final class ConsoleReport implements Report {
  /** Up to so many cases, those that conform are listed too. */
  private static final int FEW = 40;

  private final PrintStream out;
  private final Style style;
  private final boolean verbose;
  private RunInfo run = new RunInfo("", "", "", 0, List.of());

  /**
   * A report.
   *
   * @param verbose whether cases that conform are listed however many there are
   */
  public ConsoleReport(PrintStream out, Style style, boolean verbose) {
    this.out = out;
    this.style = style;
    this.verbose = verbose;
  }

  @Override
  public void begin(RunInfo info) {
    run = info;
  }

  @Override
  public void result(CaseResult result) {
    boolean bad = result.verdict() != Verdict.CONFORMS;
    if (!bad && !verbose && run.cases() > FEW) {
      return;
    }
    String verdict = result.verdict().text() + " ".repeat(12 - result.verdict().text().length());
    out.println(
        style.verdict(result.verdict(), verdict)
            + " "
            + result.id()
            + (result.reason().isEmpty() ? "" : " (" + result.reason() + place(result) + ")"));
    if (!result.divergences().isEmpty()) {
      details(result);
    }
  }

  private static String place(CaseResult result) {
    return result.stoppedAt().map(location -> ", at " + location).orElse("");
  }

  private void details(CaseResult result) {
    String indent = "  ";
    for (Divergence divergence : result.divergences()) {
      divergence(result, divergence, indent);
      indent = "      ";
    }
    if (!run.again().isEmpty()) {
      out.println(
          "  again: "
              + Stream.concat(run.again().stream(), Stream.of(result.program().script().name()))
                  .map(ConsoleReport::shellWord)
                  .collect(Collectors.joining(" ")));
    }
    out.println();
  }

  /** A word as a shell takes it back. */
  private static String shellWord(String word) {
    return word.matches("[\\w./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void divergence(CaseResult result, Divergence divergence, String indent) {
    boolean first = indent.length() == 2;
    out.println(
        (first ? indent : indent.substring(4) + "after that: ")
            + style.strong(divergence.location().toString())
            + ": "
            + divergence.call());
    out.println(indent + "  observed          " + divergence.observed());
    allowed(divergence.allowed(), indent);
    divergence.stated().ifPresent(stated -> out.println(indent + "  the script says   " + stated));
    out.println(indent + "  " + divergence.odd().text());
    if (!divergence.goingOn().isEmpty()) {
      out.println(indent + "  going on as if    " + divergence.goingOn());
    }
    if (first) {
      result
          .explanation()
          .ifPresent(e -> out.println(indent + "  explained by      " + e.text(result.profile())));
      if (!result.searched().isEmpty()) {
        out.println(indent + "  not explained     " + result.searched());
      }
    }
  }

  private void allowed(List<String> allowed, String indent) {
    String label = "  allowed are only  ";
    for (String one : allowed) {
      out.println(indent + label + one);
      label = "                or  ";
    }
  }

  @Override
  public void end(Summary summary) {
    out.println(
        summary
            + " ("
            + summary.total()
            + (summary.total() == 1 ? " case" : " cases")
            + ", "
            + run.observed()
            + " against the model as "
            + run.profile()
            + ")");
  }
}
