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
import org.sockdiff.script.Location;
import org.sockdiff.target.Recording;

/** Judges recordings, and explains the divergences that it finds. */
public final class Checker {
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

  /** Judges a recording. A case that is declared to diverge on its kernel is known, or fixed. */
  public CaseResult check(Recording recording) {
    CaseResult result = checkAsIfUnknown(recording);
    return recording.program().known(kernel).map(result::known).orElse(result);
  }

  /** Judges a recording, whatever the script declares to be known of its kernel. */
  public CaseResult checkModelOnly(Recording recording) {
    return checkAsIfUnknown(recording);
  }

  /** Whether the model allows all that was recorded, whatever the script says. */
  public boolean modelAgrees(Recording recording) {
    return judge(model, recording).modelAgrees();
  }

  /** The rules that judging a recording under a profile asks. */
  public static Set<Rule<?>> rulesAsked(Recording recording, Profile profile, Machine machine) {
    Set<Rule<?>> asked = new LinkedHashSet<>();
    Profile watched = profile.watchedBy((rule, answer) -> asked.add(rule));
    new Judge(recording.program(), watched, profile, machine).judge(recording);
    return asked;
  }

  private CaseResult checkAsIfUnknown(Recording recording) {
    Program program = recording.program();
    Judge judge = judge(model, recording);
    if (!judge.divergences().isEmpty()) {
      return diverging(recording, judge);
    }
    String reason = judge.gap().isEmpty() ? recording.trouble().orElse("") : judge.gap();
    Optional<Location> stoppedAt =
        judge.gap().isEmpty() ? recording.stoppedAt() : judge.stoppedAt();
    return new CaseResult(
        program,
        reason.isEmpty() ? Verdict.CONFORMS : Verdict.INCONCLUSIVE,
        reason,
        stoppedAt,
        model.name(),
        List.of(),
        Optional.empty(),
        "",
        judge.judged());
  }

  private Judge judge(Profile profile, Recording recording) {
    return new Judge(recording.program(), profile, kernel, machine).judge(recording);
  }

  private CaseResult diverging(Recording recording, Judge judge) {
    Search search = new Search(recording, judge.divergences(), model, kernel, this::judge, clock);
    Optional<Explanation> explanation =
        judge.modelAgrees() ? Optional.empty() : search.explanation();
    return new CaseResult(
        recording.program(),
        Verdict.DIVERGES,
        judge.gap(),
        judge.stoppedAt(),
        model.name(),
        judge.divergences(),
        explanation,
        judge.modelAgrees() || explanation.isPresent() ? "" : search.searched(),
        judge.judged());
  }
}
