// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.ScriptPrinter;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.Recording;

/** Runs scripts and judges them. */
public final class Trial {
  private final Function<Program, Recording> recorder;
  private final Checker checker;

  /**
   * A trial.
   *
   * @param recorder runs a program
   */
  public Trial(Function<Program, Recording> recorder, Checker checker) {
    this.recorder = recorder;
    this.checker = checker;
  }

  /** The cases of a script as a file would hold it; none if it is not valid. */
  public List<Program> programs(Script script) {
    try {
      String text = ScriptPrinter.print(script);
      return Binder.bind(TraceReader.parse(script.name(), text));
    } catch (ScriptException e) {
      return List.of();
    }
  }

  /** The result of a script's first case that diverges; empty if none does. */
  public Optional<CaseResult> diverging(Script script) {
    for (Program program : programs(script)) {
      if (checker.unmet(program).isEmpty()) {
        CaseResult result = checker.check(recorder.apply(program));
        if (Symptom.of(result).isPresent()) {
          return Optional.of(result);
        }
      }
    }
    return Optional.empty();
  }
}
