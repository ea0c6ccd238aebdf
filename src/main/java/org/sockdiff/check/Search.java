// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.sockdiff.check.Explanation.Flip;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.target.Recording;

/**
 * The search for the rules that explain a divergence: judges the recording again with the answers
 * changed to one rule, then to two, among those that were asked up to the first divergence.
 */
final class Search {
  private static final long BUDGET_NANOS = 200_000_000;

  private final Recording recording;
  private final Divergence first;
  private final Profile model;
  private final Profile kernel;
  private final Judging judging;
  private final LongSupplier clock;
  private final Set<Rule<?>> asked = new LinkedHashSet<>();
  private int tried;
  private boolean outOfTime;
  private Optional<Explanation> partial = Optional.empty();

  /** Judges a recording under a profile. */
  interface Judging {
    Judge judge(Profile profile, Recording recording);
  }

  /**
   * A search.
   *
   * @param divergences at least one of them between model and kernel
   * @param kernel the profile of the kernel that was recorded: its answers are tried first
   * @param judging judges a recording under a profile
   */
  Search(
      Recording recording,
      List<Divergence> divergences,
      Profile model,
      Profile kernel,
      Judging judging,
      LongSupplier clock) {
    this.recording = recording;
    this.first =
        divergences.stream()
            .filter(Divergence::isBetweenModelAndKernel)
            .findFirst()
            .orElse(divergences.get(0));
    this.model = model;
    this.kernel = kernel;
    this.judging = judging;
    this.clock = clock;
  }

  /** The rules that explain the whole case; else one that explains the first divergence. */
  Optional<Explanation> explanation() {
    judging.judge(model.watchedBy((rule, answer) -> asked.add(rule)), upToFirst());
    long end = clock.getAsLong() + BUDGET_NANOS;
    List<Flip> flips = flips();
    for (Flip flip : flips) {
      if (explains(List.of(flip), end)) {
        return Optional.of(new Explanation(List.of(flip), true));
      }
    }
    for (int i = 0; i < flips.size(); i++) {
      for (int j = i + 1; j < flips.size(); j++) {
        List<Flip> pair = List.of(flips.get(i), flips.get(j));
        if (flips.get(i).rule() != flips.get(j).rule() && explains(pair, end)) {
          return Optional.of(new Explanation(pair, true));
        }
      }
    }
    return partial;
  }

  private List<Flip> flips() {
    List<Flip> flips = new ArrayList<>();
    for (Rule<?> rule : asked) {
      for (Enum<?> answer : rule.answers()) {
        if (answer != model.answerOf(rule)) {
          flips.add(new Flip(rule, model.answerOf(rule), answer, isUncertain(rule)));
        }
      }
    }
    flips.sort(Comparator.comparing(flip -> flip.observed() != kernel.answerOf(flip.rule())));
    return flips;
  }

  private boolean isUncertain(Rule<?> rule) {
    return model.version().filter(rule::uncertainOf).isPresent();
  }

  private boolean explains(List<Flip> flips, long end) {
    outOfTime |= clock.getAsLong() > end;
    if (outOfTime) {
      return false;
    }
    tried++;
    Profile flipped = model;
    for (Flip flip : flips) {
      flipped = flipped.with(flip.rule(), flip.observed());
    }
    Judge judged = judging.judge(flipped, recording);
    if (partial.isEmpty() && flips.size() == 1 && explainsFirst(judged)) {
      partial = Optional.of(new Explanation(flips, false));
    }
    return judged.modelAgrees();
  }

  private boolean explainsFirst(Judge judged) {
    return judged.gap().isEmpty()
        && judged.divergences().stream()
            .filter(Divergence::isBetweenModelAndKernel)
            .noneMatch(
                later ->
                    later.action() < first.action()
                        || (later.action() == first.action() && later.aspect() == first.aspect()));
  }

  private Recording upToFirst() {
    return new Recording(
        recording.program(),
        recording.events().stream().filter(event -> event.action() <= first.action()).toList(),
        Optional.empty());
  }

  /** What was tried in vain. */
  String searched() {
    return "neither one rule nor two explain it: rules asked "
        + asked.size()
        + ", other answers tried "
        + tried
        + (outOfTime ? ", then the time was up" : "");
  }
}
