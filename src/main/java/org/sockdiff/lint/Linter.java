// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.List;
import java.util.TreeSet;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptException;
import org.sockdiff.syntax.TraceReader;

/** Looks for what may be wrong with scripts that run. */
public final class Linter {
  private static final List<Check> CHECKS =
      List.of(
          new NamesCheck(),
          new ReboundCheck(),
          new GuardsCheck(),
          new ModelCheck(),
          new SleepCheck(),
          new ShapeCheck());

  private Linter() {}

  /**
   * What is found in a script, in order of place. A script that does not parse or bind has its
   * errors for findings.
   *
   * @param name the path that findings shall name
   */
  public static List<Finding> lint(String name, String text) {
    TreeSet<Finding> found = new TreeSet<>();
    try {
      Script script = TraceReader.parse(name, text);
      List<Program> programs = Binder.bind(script);
      Subject subject = new Subject(script, programs, KernelList.of(script));
      CHECKS.forEach(check -> check.check(subject, found::add));
      return Ignores.of(script).applied(found);
    } catch (ScriptException e) {
      return errors(e);
    }
  }

  /** The errors of a script as findings. */
  public static List<Finding> errors(ScriptException wrong) {
    return wrong.errors().stream()
        .map(error -> Finding.of(LintRule.SCRIPT_ERROR, error.location(), error.message()))
        .toList();
  }
}
