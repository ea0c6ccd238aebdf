// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Checker;
import org.sockdiff.op.Binder;
import org.sockdiff.op.Program;
import org.sockdiff.script.Script;
import org.sockdiff.script.ScriptException;
import org.sockdiff.script.ScriptPrinter;
import org.sockdiff.syntax.TraceReader;
import org.sockdiff.target.Event;
import org.sockdiff.target.Recording;

/** Runs scripts and judges them. */
public final class Trial {
  /**
   * A clock for the checker that stands still: explanations are sought to the end, so that on a
   * busy machine a script shrinks to the same as on an idle one.
   */
  public static final LongSupplier PATIENT = () -> 0;

  private final Function<Program, Recording> recorder;
  private final Function<Program, Recording> model;
  private final Checker checker;

  /**
   * A trial.
   *
   * @param recorder runs a program
   * @param model the model of what is observed, which tells at once what would sleep
   */
  public Trial(
      Function<Program, Recording> recorder, Function<Program, Recording> model, Checker checker) {
    this.recorder = recorder;
    this.model = model;
    this.checker = checker;
  }

  /**
   * A trial of a script's parts: none where a call sleeps until the deadline, unless here it does.
   */
  public Function<Script, Optional<Symptom>> ofParts(Script whole) {
    boolean sleeps = programs(whole).stream().anyMatch(this::sleepsInVain);
    return part ->
        diverging(part, program -> sleeps || !sleepsInVain(program)).flatMap(Symptom::of);
  }

  private boolean sleepsInVain(Program program) {
    return model.apply(program).events().stream()
        .anyMatch(event -> event instanceof Event.Blocked blocked && blocked.deadline());
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
    return diverging(script, program -> true);
  }

  private Optional<CaseResult> diverging(Script script, Predicate<Program> wanted) {
    for (Program program : programs(script)) {
      if (checker.unmet(program).isEmpty() && wanted.test(program)) {
        CaseResult result = checker.check(recorder.apply(program));
        if (Symptom.of(result).isPresent()) {
          return Optional.of(result);
        }
      }
    }
    return Optional.empty();
  }
}
