// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.sockdiff.op.Program;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.target.Recording;

/** Judges recordings, and explains the divergences that it finds. */
public final class Checker {
  private static final long BUDGET_NANOS = 200_000_000;

  private final Profile model;
  private final Profile kernel;
  private final Machine machine;
  private final LongSupplier clock;

  /**
   * A checker.
   *
   * @param model the profile that the model runs under
   * @param kernel the profile of the kernel that was recorded
   * @param clock nanoseconds, for the explanation's budget
   */
  public Checker(Profile model, Profile kernel, Machine machine, LongSupplier clock) {
    this.model = model;
    this.kernel = kernel;
    this.machine = machine;
    this.clock = clock;
  }

  /** The name of the model's profile. */
  public String profile() {
    return model.name();
  }

  /** Why a case cannot be judged here at all; empty if it can. */
  public Optional<String> unmet(Program program) {
    Optional<String> reason = program.needs().unmet(machine, kernel);
    return reason.isPresent() ? reason : program.needs().unmet(machine, model);
  }

  /** Judges a recording. */
  public CaseResult check(Recording recording) {
    Program program = recording.program();
    Judge judge = new Judge(program, model, kernel, machine).judge(recording);
    if (!judge.divergences().isEmpty()) {
      return diverging(recording, judge);
    }
    String reason = judge.gap().isEmpty() ? recording.trouble().orElse("") : judge.gap();
    return new CaseResult(
        program,
        reason.isEmpty() ? Verdict.CONFORMS : Verdict.INCONCLUSIVE,
        reason,
        model.name(),
        List.of(),
        Optional.empty(),
        "",
        judge.judged());
  }

  private CaseResult diverging(Recording recording, Judge judge) {
    Search search = new Search(recording, judge.divergences());
    Optional<Explanation> explanation =
        judge.modelAgrees() ? Optional.empty() : search.explanation();
    return new CaseResult(
        recording.program(),
        Verdict.DIVERGES,
        judge.gap(),
        model.name(),
        judge.divergences(),
        explanation,
        judge.modelAgrees() || explanation.isPresent() ? "" : search.searched(),
        judge.judged());
  }

  /**
   * The search for the rule that explains a divergence: re-judges with one answer changed at a
   * time.
   */
  private final class Search {
    private final Recording recording;
    private final int firstAction;
    private final Set<Rule<?>> asked = new LinkedHashSet<>();
    private int tried;
    private boolean outOfTime;

    Search(Recording recording, List<Divergence> divergences) {
      this.recording = recording;
      this.firstAction =
          divergences.stream()
              .filter(Divergence::isBetweenModelAndKernel)
              .mapToInt(Divergence::action)
              .findFirst()
              .orElse(-1);
    }

    Optional<Explanation> explanation() {
      Profile watched = model.watchedBy((rule, answer) -> asked.add(rule));
      new Judge(recording.program(), watched, kernel, machine).judge(upToFirst());
      long end = clock.getAsLong() + BUDGET_NANOS;
      Optional<Explanation> partial = Optional.empty();
      for (Rule<?> rule : asked) {
        for (Enum<?> answer : rule.answers()) {
          if (answer == model.answerOf(rule)) {
            continue;
          }
          if (clock.getAsLong() > end) {
            outOfTime = true;
            return partial;
          }
          tried++;
          Judge judge =
              new Judge(recording.program(), model.with(rule, answer), kernel, machine)
                  .judge(recording);
          if (judge.modelAgrees()) {
            return Optional.of(new Explanation(rule, model.answerOf(rule), answer, true));
          }
          if (partial.isEmpty() && explainsFirst(judge)) {
            partial = Optional.of(new Explanation(rule, model.answerOf(rule), answer, false));
          }
        }
      }
      return partial;
    }

    private boolean explainsFirst(Judge judge) {
      return judge.gap().isEmpty()
          && judge.divergences().stream()
              .filter(Divergence::isBetweenModelAndKernel)
              .allMatch(divergence -> divergence.action() > firstAction);
    }

    private Recording upToFirst() {
      return new Recording(
          recording.program(),
          recording.events().stream().filter(event -> event.action() <= firstAction).toList(),
          Optional.empty());
    }

    String searched() {
      return "no single rule explains it: "
          + tried
          + " other answers to the "
          + asked.size()
          + " rules asked were tried, pairs of rules were not"
          + (outOfTime ? ", and the time was up" : "");
    }
  }
}
