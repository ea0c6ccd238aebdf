// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.sockdiff.lint.Finding;
import org.sockdiff.lint.Level;

/** Findings for people: a line each, as compilers print them, and how many there are. */
public final class LintConsole {
  private static final List<Level> WORST_FIRST = List.of(Level.ERROR, Level.WARNING, Level.NOTE);

  private LintConsole() {}

  /**
   * Writes them.
   *
   * @param files how many were looked at
   */
  public static void write(PrintStream out, List<Finding> findings, int files) {
    findings.forEach(finding -> out.print(Printable.of(finding.toString()) + "\n"));
    List<String> counts = new ArrayList<>();
    for (Level level : WORST_FIRST) {
      long count = findings.stream().filter(finding -> finding.level() == level).count();
      if (count > 0) {
        counts.add(count + " " + level.text() + (count == 1 ? "" : "s"));
      }
    }
    out.print(
        (counts.isEmpty() ? "nothing found" : String.join(", ", counts))
            + (files == 1 ? " in 1 file\n" : " in " + files + " files\n"));
  }
}
