// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Verdict;

/**
 * Results for people: every case that does not conform, with all there is to know unless it was
 * known to diverge, then the counts.
 */
public final class ConsoleReport implements Report {
  /** Up to so many cases, those that conform are listed too. */
  private static final int FEW = 40;

  /** Cases that take longer are slow; so many of them are told. */
  private static final Duration LONG = Duration.ofMillis(500);

  private static final int MOST_SLOW = 3;

  private final PrintStream out;
  private final Style style;
  private final boolean verbose;
  private final List<Slow> slowest = new ArrayList<>();
  private RunInfo run = RunInfo.NONE;

  /** A case that took long. */
  private record Slow(String id, Duration took) {}

  /**
   * A report.
   *
   * @param verbose whether cases that conform are listed however many there are, and the slowest,
   *     and what is known to diverge is told in full
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
  public void result(CaseResult result, Duration took) {
    remember(result, took);
    boolean bad = result.verdict() != Verdict.CONFORMS;
    if (!bad && !verbose && run.cases() > FEW) {
      return;
    }
    String verdict = result.verdict().text() + " ".repeat(12 - result.verdict().text().length());
    out.println(
        style.verdict(result.verdict(), verdict)
            + " "
            + Printable.of(result.id())
            + (result.reason().isEmpty() ? "" : " (" + CaseText.reason(result) + ")"));
    if (!result.divergences().isEmpty() && (verbose || result.verdict() != Verdict.KNOWN)) {
      details(result);
    }
  }

  private void remember(CaseResult result, Duration took) {
    if (verbose && took.compareTo(LONG) > 0) {
      slowest.add(new Slow(Printable.of(result.id()), took));
      slowest.sort(Comparator.comparing(Slow::took).reversed());
      slowest.subList(Math.min(MOST_SLOW, slowest.size()), slowest.size()).clear();
    }
  }

  private void details(CaseResult result) {
    CaseText.lines(result, style).forEach(line -> out.println("  " + line));
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
    return word.matches("[\\w./:=@%+,-]+")
        ? word
        : "'" + Printable.of(word).replace("'", "'\\''") + "'";
  }

  @Override
  public void end(Summary summary) {
    for (Slow slow : slowest) {
      out.println("slow: " + slow.took().toMillis() + " ms " + slow.id());
    }
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
