// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.List;
import java.util.Optional;
import org.sockdiff.op.Program;
import org.sockdiff.script.Location;

/**
 * What became of a case, and why.
 *
 * @param reason why it was skipped or could not be decided; empty of other verdicts
 * @param stoppedAt where in the script it could not be judged on; absent if that is no one place
 * @param profile the name of the profile that the model ran under
 * @param divergences in the order of the script; the first is the divergence
 * @param explanation the rule that explains the first one; absent if there is none or none was
 *     found
 * @param searched what was tried for an explanation; empty if nothing was
 * @param steps how many actions were judged
 */
public record CaseResult(
    Program program,
    Verdict verdict,
    String reason,
    Optional<Location> stoppedAt,
    String profile,
    List<Divergence> divergences,
    Optional<Explanation> explanation,
    String searched,
    int steps) {
  public CaseResult {
    divergences = List.copyOf(divergences);
  }

  public static CaseResult skipped(Program program, String profile, String reason) {
    return new CaseResult(
        program,
        Verdict.SKIPPED,
        reason,
        Optional.empty(),
        profile,
        List.of(),
        Optional.empty(),
        "",
        0);
  }

  /** A case of which too little was seen. */
  public static CaseResult inconclusive(Program program, String profile, String reason) {
    return new CaseResult(
        program,
        Verdict.INCONCLUSIVE,
        reason,
        Optional.empty(),
        profile,
        List.of(),
        Optional.empty(),
        "",
        0);
  }

  /** This result, of which a repeat on the same kernel came to another. */
  public CaseResult flakyBecause(String why) {
    return as(Verdict.FLAKY, why);
  }

  /** This divergence, of which another try knew nothing. */
  public CaseResult flaky(int retry) {
    return as(Verdict.FLAKY, "conforms at retry " + retry);
  }

  /** This result of a case that is declared to diverge. */
  CaseResult known(String reason) {
    return switch (verdict) {
      case DIVERGES -> as(Verdict.KNOWN, reason);
      case CONFORMS -> as(Verdict.FIXED, "declared known: " + reason);
      default -> this;
    };
  }

  private CaseResult as(Verdict other, String why) {
    return new CaseResult(
        program, other, why, stoppedAt, profile, divergences, explanation, searched, steps);
  }

  /** The case's name. */
  public String id() {
    return program.id();
  }
}
