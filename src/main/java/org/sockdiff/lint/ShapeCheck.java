// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.List;
import java.util.function.Consumer;
import org.sockdiff.script.Location;
import org.sockdiff.script.Script;
import org.sockdiff.script.Statement;
import org.sockdiff.syntax.TraceFormatter;

/** Titles, repetitions, layout. */
final class ShapeCheck implements Check {
  @Override
  public void check(Subject subject, Consumer<Finding> findings) {
    Script script = subject.script();
    if (script.title().isBlank() || Ignores.isOne(script.title())) {
      findings.accept(
          Finding.of(
              LintRule.NO_TITLE,
              new Location(script.name(), 1, 1),
              "the trace has no title: begin it with a comment that says what it shows"));
    }
    repetitions(script.statements(), findings);
    layout(script, findings);
  }

  private static void repetitions(List<Statement> statements, Consumer<Finding> findings) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Repeat repeat) {
        if (repeat.times() == 1) {
          findings.accept(
              Finding.of(
                  LintRule.REPEAT_ONCE,
                  repeat.location(),
                  "'repeat 1' repeats nothing: leave it away, or write how often"));
        }
        repetitions(repeat.body(), findings);
      }
    }
  }

  private static void layout(Script script, Consumer<Finding> findings) {
    String formatted = TraceFormatter.format(script.name(), script.text());
    int at = mismatch(script.text(), formatted);
    if (at < 0) {
      return;
    }
    int line = 1 + (int) script.text().substring(0, at).chars().filter(c -> c == '\n').count();
    int start = script.text().lastIndexOf('\n', at - 1) + 1;
    findings.accept(
        Finding.of(
            LintRule.NOT_FORMATTED,
            new Location(script.name(), line, at - start + 1),
            "from here on it is not laid out as 'sockdiff fmt' does it"));
  }

  /** Where two texts differ first; -1 if they do not. */
  private static int mismatch(String one, String other) {
    int at = 0;
    while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at == one.length() && at == other.length() ? -1 : at;
  }
}
