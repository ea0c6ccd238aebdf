// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;
import org.sockdiff.target.Recording;

/**
 * Finds the answers to the rules that fit what a kernel was seen to do.
 *
 * <p>It only chooses among answers that a rule has. Starting from a profile it gives one rule after
 * the other the answer that leaves the fewest divergences, until no rule changes any more; where
 * several leave as few, the one that stands is kept. Two rules that only help together are not
 * found so.
 */
public final class Learner {
  private final Profile kernel;
  private final Machine machine;
  private final List<Recording> recordings;
  private final Map<Recording, Judged> judged = new LinkedHashMap<>();
  private Profile profile;

  /**
   * What was learned.
   *
   * @param profile fits best
   * @param undecided rules that were asked, and for which another answer fits as well
   * @param unasked rules that no case asked
   * @param left what still diverges
   */
  public record Learned(
      Profile profile, List<Rule<?>> undecided, List<Rule<?>> unasked, List<CaseResult> left) {
    public Learned {
      undecided = List.copyOf(undecided);
      unasked = List.copyOf(unasked);
      left = List.copyOf(left);
    }
  }

  /** A case under the profile as it stands: what it asks, and how often it diverges. */
  private record Judged(Set<Rule<?>> asked, int divergences) {}

  private Learner(Profile start, Profile kernel, Machine machine, List<Recording> recordings) {
    this.profile = start;
    this.kernel = kernel;
    this.machine = machine;
    this.recordings = recordings;
  }

  /**
   * Learns.
   *
   * @param start the profile to begin with
   * @param kernel the profile that the recorded kernel was taken to have: it picks what scripts
   *     expect, which plays no part here
   * @param recordings without trouble, of cases that can be judged
   */
  public static Learned learn(
      Profile start, Profile kernel, Machine machine, List<Recording> recordings) {
    return new Learner(start, kernel, machine, recordings).learned();
  }

  private Learned learned() {
    judgeAll();
    Set<Rule<?>> undecided = new LinkedHashSet<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      undecided.clear();
      for (Rule<?> rule : Rules.ALL) {
        changed |= improve(rule, undecided);
      }
    }
    Set<Rule<?>> asked = new LinkedHashSet<>();
    judged.values().forEach(one -> asked.addAll(one.asked));
    return new Learned(
        profile,
        List.copyOf(undecided),
        Rules.ALL.stream().filter(rule -> !asked.contains(rule)).toList(),
        left());
  }

  private void judgeAll() {
    for (Recording recording : recordings) {
      judged.put(recording, judge(recording, profile));
    }
  }

  private Judged judge(Recording recording, Profile with) {
    Set<Rule<?>> asked = new LinkedHashSet<>();
    Profile watched = with.watchedBy((rule, answer) -> asked.add(rule));
    Judge judge = new Judge(recording.program(), watched, kernel, machine).judge(recording);
    int count = judge.gap().isEmpty() ? 0 : 1;
    for (Divergence divergence : judge.divergences()) {
      count += divergence.isBetweenModelAndKernel() ? 1 : 0;
    }
    return new Judged(asked, count);
  }

  private boolean improve(Rule<?> rule, Set<Rule<?>> undecided) {
    List<Recording> affected = new ArrayList<>();
    int now = 0;
    for (Map.Entry<Recording, Judged> entry : judged.entrySet()) {
      if (entry.getValue().asked.contains(rule)) {
        affected.add(entry.getKey());
        now += entry.getValue().divergences;
      }
    }
    int fewest = now;
    Optional<Profile> best = Optional.empty();
    for (Enum<?> answer : rule.answers()) {
      if (affected.isEmpty() || answer == profile.answerOf(rule)) {
        continue;
      }
      Profile other = profile.with(rule, answer);
      int count = divergences(affected, other, fewest);
      if (count < fewest) {
        fewest = count;
        best = Optional.of(other);
      } else if (count == now) {
        undecided.add(rule);
      }
    }
    if (best.isEmpty()) {
      return false;
    }
    profile = best.get();
    for (Recording recording : affected) {
      judged.put(recording, judge(recording, profile));
    }
    return true;
  }

  /** How often the cases diverge; counting ends above a limit. */
  private int divergences(List<Recording> affected, Profile with, int limit) {
    int count = 0;
    for (Recording recording : affected) {
      count += judge(recording, with).divergences;
      if (count > limit) {
        return count;
      }
    }
    return count;
  }

  private List<CaseResult> left() {
    Checker checker = new Checker(profile, kernel, machine, () -> 0);
    return judged.entrySet().stream()
        .filter(entry -> entry.getValue().divergences > 0)
        .map(entry -> checker.checkModelOnly(entry.getKey()))
        .toList();
  }
}
