// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Divergence;
import org.sockdiff.check.Verdict;

/** What there is to say of a case, in lines for people. */
final class CaseText {
  private final CaseResult result;
  private final Style style;
  private final List<String> lines = new ArrayList<>();

  private CaseText(CaseResult result, Style style) {
    this.result = result;
    this.style = style;
  }

  /** Every divergence with all that is known of it; none if there is none. */
  static List<String> lines(CaseResult result, Style style) {
    CaseText text = new CaseText(result, style);
    String indent = "";
    for (Divergence divergence : result.divergences()) {
      text.add(divergence, indent);
      indent = "    ";
    }
    return text.lines;
  }

  /** The reason as it was given, and the place that it is about; empty if there is none. */
  static String reason(CaseResult result) {
    String place = result.stoppedAt().map(location -> ", at " + location).orElse("");
    return result.reason().isEmpty() ? "" : Printable.of(result.reason() + place);
  }

  /** The divergences without colours, and why judging went no further, if it did not. */
  static List<String> plain(CaseResult result) {
    List<String> lines = lines(result, Style.PLAIN);
    if (result.verdict() == Verdict.DIVERGES && !result.reason().isEmpty()) {
      lines.add("  " + reason(result));
    }
    return lines;
  }

  /** The script's path, taken from the directory in which the run started. */
  static String file(CaseResult result) {
    return Path.of(result.program().script().name()).normalize().toString();
  }

  /** The verdict's reason, or what stands for it, on one line. */
  static String why(CaseResult result) {
    if (result.verdict() == Verdict.FIXED) {
      String known = result.reason().isEmpty() ? "declared known" : result.reason();
      return Printable.of(known + "; but it conforms");
    }
    boolean told = !result.reason().isEmpty();
    if (!result.divergences().isEmpty() && (result.verdict() == Verdict.DIVERGES || !told)) {
      return summary(result.divergences().get(0));
    }
    return told ? reason(result) : result.verdict().text();
  }

  private static String summary(Divergence divergence) {
    return Printable.of(
        "line "
            + divergence.location().line()
            + ": "
            + divergence.call()
            + ": observed "
            + divergence.observed()
            + "; allowed "
            + String.join(" or ", divergence.allowed())
            + divergence.stated().map(stated -> "; the script says " + stated).orElse(""));
  }

  private void line(String indent, String label, String text) {
    lines.add(indent + label + Printable.of(text));
  }

  private void add(Divergence divergence, String indent) {
    boolean first = indent.isEmpty();
    lines.add(
        (first ? indent : indent.substring(4) + "after that: ")
            + style.strong(Printable.of(divergence.location().toString()))
            + ": "
            + Printable.of(divergence.call()));
    line(indent, "  observed          ", divergence.observed());
    String label = "  allowed are only  ";
    for (String allowed : divergence.allowed()) {
      line(indent, label, allowed);
      label = "                or  ";
    }
    divergence.stated().ifPresent(stated -> line(indent, "  the script says   ", stated));
    line(indent, "  ", divergence.odd().text());
    if (!divergence.goingOn().isEmpty()) {
      line(indent, "  going on as if    ", divergence.goingOn());
    }
    if (first) {
      result
          .explanation()
          .ifPresent(e -> line(indent, "  explained by      ", e.text(result.profile())));
      if (!result.searched().isEmpty()) {
        line(indent, "  not explained     ", result.searched());
      }
    }
  }
}
