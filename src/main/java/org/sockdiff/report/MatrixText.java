// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockdiff.check.Difference;
import org.sockdiff.check.Explanation.Flip;
import org.sockdiff.check.Matrix;
import org.sockdiff.check.Verdict;

/**
 * The table for people: a row a case, a column a kernel; then the differences, grouped by the rules
 * that explain them, and what diverges from its own profile.
 */
public final class MatrixText {
  private static final int MOST_CASES = 6;

  private final PrintStream out;
  private final Style style;
  private final boolean verbose;

  /**
   * A report.
   *
   * @param verbose whether cases that are the same everywhere have a row, too
   */
  public MatrixText(PrintStream out, Style style, boolean verbose) {
    this.out = out;
    this.style = style;
    this.verbose = verbose;
  }

  /** Writes all of it. */
  public void write(Matrix matrix) {
    List<Matrix.Row> shown =
        matrix.rows().stream().filter(row -> verbose || !row.isPlain()).toList();
    if (!shown.isEmpty()) {
      head(matrix);
      shown.forEach(row -> row(row, matrix));
      out.println();
    }
    rules(matrix);
    divergences(matrix);
    summary(matrix, matrix.rows().size() - shown.size());
  }

  private void head(Matrix matrix) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < matrix.columns().size(); i++) {
      String kernel = matrix.columns().get(i).kernel();
      line.append(kernel).append(" ".repeat(columnWidth(matrix, i) - kernel.length())).append("  ");
    }
    out.println(style.strong(Printable.of(line.toString()) + "case"));
  }

  private static int columnWidth(Matrix matrix, int column) {
    return Math.max(11, matrix.columns().get(column).kernel().length());
  }

  private void row(Matrix.Row row, Matrix matrix) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.cells().size(); i++) {
      Matrix.Cell cell = row.cells().get(i);
      String text = text(cell);
      line.append(style.verdict(cell.result().verdict(), text))
          .append(" ".repeat(Math.max(0, columnWidth(matrix, i) - text.length())))
          .append("  ");
    }
    out.println(line + Printable.of(row.program().id()));
  }

  /** What stands in the table: the verdict, or of what conforms how it differs from the first. */
  static String text(Matrix.Cell cell) {
    Verdict verdict = cell.result().verdict();
    if (verdict == Verdict.CONFORMS) {
      return cell.difference().map(d -> d.kind().text()).orElse("same");
    }
    return verdict == Verdict.INCONCLUSIVE ? "unknown" : verdict.text();
  }

  private void rules(Matrix matrix) {
    Map<String, Map<String, Set<String>>> groups = new TreeMap<>();
    for (Matrix.Row row : matrix.rows()) {
      for (int i = 1; i < row.cells().size(); i++) {
        String kernel = matrix.columns().get(i).kernel();
        row.cells()
            .get(i)
            .difference()
            .filter(difference -> difference.kind() == Difference.Kind.RULES)
            .ifPresent(
                difference ->
                    groups
                        .computeIfAbsent(because(difference), k -> new LinkedHashMap<>())
                        .computeIfAbsent(kernel, k -> new LinkedHashSet<>())
                        .add(row.program().id()));
      }
    }
    if (groups.isEmpty()) {
      return;
    }
    out.println(
        style.strong(
            "Differences from "
                + Printable.of(matrix.columns().get(0).kernel())
                + ", by the rule that explains them"));
    groups.forEach(
        (because, kernels) -> {
          out.println("  " + because);
          kernels.forEach(
              (kernel, cases) -> out.println("    " + Printable.of(kernel) + ": " + list(cases)));
        });
    out.println();
  }

  private static String because(Difference difference) {
    List<String> texts = new ArrayList<>();
    for (Flip flip : difference.flips()) {
      texts.add(flip.rule().id() + " = " + flip.observed() + " instead of " + flip.model());
    }
    return String.join(", and ", texts);
  }

  private static String list(Set<String> cases) {
    List<String> few = cases.stream().limit(MOST_CASES).map(Printable::of).toList();
    return String.join(", ", few)
        + (cases.size() > MOST_CASES ? ", and " + (cases.size() - MOST_CASES) + " more" : "");
  }

  private void divergences(Matrix matrix) {
    boolean any = false;
    for (int i = 0; i < matrix.columns().size(); i++) {
      for (Matrix.Row row : matrix.rows()) {
        Matrix.Cell cell = row.cells().get(i);
        Verdict verdict = cell.result().verdict();
        if (verdict != Verdict.CONFORMS && verdict != Verdict.SKIPPED) {
          if (!any) {
            out.println(style.strong("What is not as the kernel's own profile says"));
            any = true;
          }
          out.println(
              "  "
                  + Printable.of(matrix.columns().get(i).kernel())
                  + " "
                  + style.verdict(verdict, verdict.text())
                  + " "
                  + Printable.of(row.program().id())
                  + ": "
                  + CaseText.why(cell.result()));
          cell.result()
              .explanation()
              .ifPresent(
                  e -> out.println("      " + Printable.of(e.text(cell.result().profile()))));
        }
      }
    }
    if (any) {
      out.println();
    }
  }

  private void summary(Matrix matrix, int plain) {
    if (plain > 0) {
      out.println(plain + " of " + matrix.rows().size() + " cases are the same on all kernels");
    }
    for (int i = 0; i < matrix.columns().size(); i++) {
      Summary summary = new Summary();
      for (Matrix.Row row : matrix.rows()) {
        summary.add(row.cells().get(i).result());
      }
      out.println(
          Printable.of(matrix.columns().get(i).kernel())
              + ": "
              + summary
              + " (judged as "
              + Printable.of(matrix.columns().get(i).profile())
              + ")");
    }
  }
}
