// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.rule.KernelVersion;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;
import org.sockdiff.rule.Rules;
import org.sockdiff.script.Guard;
import org.sockdiff.script.Location;

/** A guard whose rules and versions are known: which profiles an expectation is for. */
public record Guarded(List<Condition> conditions) {
  /** Of every profile. */
  public static final Guarded ALWAYS = new Guarded(List.of());

  public Guarded {
    conditions = List.copyOf(conditions);
  }

  /** One condition. */
  public sealed interface Condition {
    boolean holds(Profile profile);
  }

  /** A rule has an answer. */
  record Answers(Rule<?> rule, Enum<?> answer) implements Condition {
    @Override
    public boolean holds(Profile profile) {
      return profile.answerOf(rule) == answer;
    }
  }

  /** A kind of kernel, and of Linux if given a range; its upper end includes all patch levels. */
  record Range(Profile.Kernel kernel, Optional<KernelVersion> from, Optional<KernelVersion> to)
      implements Condition {
    @Override
    public boolean holds(Profile profile) {
      return profile.kernel() == kernel
          && from.map(v -> profile.version().filter(p -> v.compareTo(p) <= 0).isPresent())
              .orElse(true)
          && to.map(v -> profile.version().filter(p -> isAtMost(p, v)).isPresent()).orElse(true);
    }

    private static boolean isAtMost(KernelVersion version, KernelVersion limit) {
      return limit.patch() == 0
          ? version.release().compareTo(limit) <= 0
          : version.compareTo(limit) <= 0;
    }
  }

  /** Whether it is for a profile. */
  public boolean holds(Profile profile) {
    for (Condition condition : conditions) {
      if (!condition.holds(profile)) {
        return false;
      }
    }
    return true;
  }

  /** The kind of kernel that it names; empty if it is for all kinds, or goes by answers alone. */
  public Optional<Profile.Kernel> system() {
    for (Condition condition : conditions) {
      if (condition instanceof Range range) {
        return Optional.of(range.kernel());
      }
    }
    return Optional.empty();
  }

  static Guarded of(Optional<Guard> guard) {
    if (guard.isEmpty()) {
      return ALWAYS;
    }
    List<Condition> conditions = new ArrayList<>();
    for (Guard.Term term : guard.get().terms()) {
      conditions.add(
          term instanceof Guard.Answer answer ? answers(answer) : range((Guard.Versions) term));
    }
    return new Guarded(conditions);
  }

  private static Condition answers(Guard.Answer term) {
    Rule<?> rule =
        Rules.named(term.rule())
            .orElseThrow(
                () ->
                    Scope.wrong(
                        term.location(),
                        "unknown rule '"
                            + term.rule()
                            + "'"
                            + Suggestion.among(
                                term.rule(), Rules.ALL.stream().map(Rule::id).toList())));
    return new Answers(
        rule,
        rule.answerNamed(term.answer())
            .orElseThrow(
                () ->
                    Scope.wrong(
                        term.location(),
                        "'"
                            + term.answer()
                            + "' is no answer to "
                            + rule.id()
                            + "; they are "
                            + rule.answers())));
  }

  private static Condition range(Guard.Versions term) {
    Profile.Kernel kernel = kernel(term.location(), term.system());
    if (kernel == Profile.Kernel.GVISOR && (term.from().isPresent() || term.to().isPresent())) {
      throw Scope.wrong(term.location(), "gvisor has no versions in guards");
    }
    return new Range(
        kernel,
        term.from().map(text -> version(term.location(), text)),
        term.to().map(text -> version(term.location(), text)));
  }

  static Profile.Kernel kernel(Location location, String system) {
    return switch (system) {
      case "linux" -> Profile.Kernel.LINUX;
      case "gvisor" -> Profile.Kernel.GVISOR;
      default ->
          throw Scope.wrong(
              location,
              "unknown system '"
                  + system
                  + "'"
                  + Suggestion.among(system, List.of("linux", "gvisor")));
    };
  }

  static KernelVersion version(Location location, String text) {
    return KernelVersion.parse(text)
        .orElseThrow(() -> Scope.wrong(location, "not a kernel version: " + text));
  }
}
