// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Divergence;
import org.sockdiff.check.Verdict;

/**
 * What a first divergence is, whatever the script around it: shrinking keeps it.
 *
 * @param call the name of the call
 * @param aspect what differs
 * @param observed how the call was seen to end: an errno's name, {@code blocks}, or {@code returns}
 * @param allowed how the model has it end, in the same words
 * @param script whether the script alone is odd
 * @param rules the ids of the rules that explain it; empty if none do
 */
public record Symptom(
    String call,
    Divergence.Aspect aspect,
    String observed,
    List<String> allowed,
    boolean script,
    List<String> rules) {
  private static final Pattern CALL = Pattern.compile("(?:\\w+> )?(\\w+)\\(.*", Pattern.DOTALL);
  private static final Pattern ERRNO = Pattern.compile("= (E[A-Z0-9]+)\\b.*", Pattern.DOTALL);

  public Symptom {
    allowed = List.copyOf(allowed);
    rules = List.copyOf(rules);
  }

  /** The symptom of a result; empty if it does not diverge. */
  public static Optional<Symptom> of(CaseResult result) {
    if (result.verdict() != Verdict.DIVERGES && result.verdict() != Verdict.KNOWN) {
      return Optional.empty();
    }
    Divergence first = result.divergences().get(0);
    Matcher call = CALL.matcher(first.call());
    return Optional.of(
        new Symptom(
            call.matches() ? call.group(1) : first.call(),
            first.aspect(),
            ending(first.observed()),
            first.allowed().stream().map(Symptom::ending).distinct().sorted().toList(),
            !first.isBetweenModelAndKernel(),
            result
                .explanation()
                .map(e -> e.flips().stream().map(flip -> flip.rule().id()).sorted().toList())
                .orElse(List.of())));
  }

  private static String ending(String outcome) {
    Matcher errno = ERRNO.matcher(outcome);
    if (errno.matches()) {
      return errno.group(1);
    }
    return outcome.startsWith("=") ? "returns" : outcome.startsWith("{") ? "counts" : "blocks";
  }
}
