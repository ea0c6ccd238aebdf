// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Verdict;

/**
 * Results as the kernel's test tools read them: KTAP version 1, or the dialect of kselftest, which
 * calls itself TAP version 13. Sources: Documentation/dev-tools/ktap.rst and
 * tools/testing/selftests/kselftest.h, ksft_print_cnts.
 */
public final class TapReport implements Report {
  private static final String[] TOTALS = {"pass", "fail", "xfail", "xpass", "skip", "error"};

  private final PrintStream out;
  private final String version;
  private final String nothing;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final UniqueNames names = UniqueNames.squashed();
  private PrintStream lines;
  private int number;

  private TapReport(PrintStream out, String version, String nothing) {
    this.out = out;
    this.lines = out;
    this.version = version;
    this.nothing = nothing;
  }

  static TapReport ktap(PrintStream out) {
    return new TapReport(out, "KTAP version 1", "1..0");
  }

  static TapReport kselftest(PrintStream out) {
    return new TapReport(out, "TAP version 13", "1..0 # SKIP there is no case");
  }

  /** The line that ends a kselftest which cannot go on. */
  public static String bailOut(String reason) {
    return "Bail out! " + text(reason);
  }

  @Override
  public void begin(RunInfo run) {
    out.println(version);
    if (run.cases() == RunInfo.UNKNOWN) {
      // The plan comes first, so what follows waits until all cases are counted.
      lines = new PrintStream(held, false, StandardCharsets.UTF_8);
    } else {
      plan(run.cases());
    }
    lines.println(
        "# sockdiff "
            + text(run.tool())
            + ": "
            + text(run.observed())
            + " against the model as "
            + text(run.profile()));
  }

  private void plan(int cases) {
    out.println(cases == 0 ? nothing : "1.." + cases);
  }

  @Override
  public void result(CaseResult result, Duration took) {
    Status status = Status.of(result.verdict());
    if (status == Status.XPASS || status == Status.FLAKY) {
      lines.println("# " + result.verdict().text() + ": " + text(CaseText.why(result)));
    }
    for (String line : CaseText.plain(result)) {
      lines.println("# " + text(line));
    }
    number++;
    lines.println(
        (status.ok() ? "ok " : "not ok ")
            + number
            + " "
            + names.unique(text(result.id()))
            + (status.directive().isEmpty()
                ? ""
                : " # " + status.directive() + " " + text(CaseText.why(result))));
  }

  @Override
  public void end(Summary summary) {
    if (lines != out) {
      plan(number);
      lines.flush();
      out.writeBytes(held.toByteArray());
    }
    Map<String, Integer> counts = new TreeMap<>();
    for (Verdict verdict : Verdict.values()) {
      counts.merge(Status.of(verdict).total(), summary.count(verdict), Integer::sum);
    }
    StringBuilder totals = new StringBuilder("# Totals:");
    for (String total : TOTALS) {
      totals.append(' ').append(total).append(':').append(counts.getOrDefault(total, 0));
    }
    out.println(totals);
  }

  /**
   * Text that no reader takes for more than text. A number sign starts a directive, and readers of
   * kselftest logs look for marks of failure anywhere in them; what is escaped here as scripts
   * escape bytes stands almost always in a payload, and so says the same.
   */
  private static String text(String text) {
    return Printable.of(text)
        .replace("#", "\\x23")
        .replace("[FAIL]", "[\\x46AIL]")
        .replace(" FAIL:", " \\x46AIL:");
  }
}
