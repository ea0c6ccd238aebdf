// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** A full set of answers: how one kernel behaves. */
public final class Profile {
  private final String name;
  private final Kernel kernel;
  private final Optional<KernelVersion> version;
  private final IdentityHashMap<Rule<?>, Enum<?>> answers;
  private final Watcher watcher;

  private Profile(
      String name,
      Kernel kernel,
      Optional<KernelVersion> version,
      IdentityHashMap<Rule<?>, Enum<?>> answers,
      Watcher watcher) {
    this.name = name;
    this.kernel = kernel;
    this.version = version;
    this.answers = answers;
    this.watcher = watcher;
  }

  /** What kind of kernel. */
  public enum Kernel {
    LINUX,
    GVISOR
  }

  /** Is told of every question that the model asks. */
  public interface Watcher {
    Watcher NOBODY = (rule, answer) -> {};

    void asked(Rule<?> rule, Enum<?> answer);
  }

  /** The profile of a Linux release. */
  public static Profile linux(KernelVersion version) {
    IdentityHashMap<Rule<?>, Enum<?>> answers = new IdentityHashMap<>();
    for (Rule<?> rule : Rules.ALL) {
      answers.put(rule, rule.answerOf(version));
    }
    return new Profile(
        "linux-" + version, Kernel.LINUX, Optional.of(version), answers, Watcher.NOBODY);
  }

  /** The profile of gVisor's release of a date, YYYYMMDD. */
  public static Profile gvisor(String date) {
    IdentityHashMap<Rule<?>, Enum<?>> answers = new IdentityHashMap<>();
    for (Rule<?> rule : Rules.ALL) {
      answers.put(rule, rule.gvisorAnswer(date));
    }
    return new Profile("gvisor-" + date, Kernel.GVISOR, Optional.empty(), answers, Watcher.NOBODY);
  }

  /** The model's question. */
  public <A extends Enum<A>> A answer(Rule<A> rule) {
    A answer = rule.cast(answerOf(rule));
    watcher.asked(rule, answer);
    return answer;
  }

  /** The answer without asking: nobody is told. */
  public Enum<?> answerOf(Rule<?> rule) {
    Enum<?> answer = answers.get(rule);
    if (answer == null) {
      throw new IllegalArgumentException("rule " + rule.id() + " is not in Rules.ALL");
    }
    return answer;
  }

  /** This profile with another answer to one rule; the name says so. */
  public Profile with(Rule<?> rule, Enum<?> answer) {
    IdentityHashMap<Rule<?>, Enum<?>> changed = new IdentityHashMap<>(answers);
    changed.put(rule, answer);
    return new Profile(
        name + " with " + rule.id() + "=" + answer.name(), kernel, version, changed, watcher);
  }

  /** This profile under another name. */
  public Profile named(String other) {
    return new Profile(other, kernel, version, answers, watcher);
  }

  /** This profile, telling somebody of each question. */
  public Profile watchedBy(Watcher other) {
    return new Profile(name, kernel, version, answers, other);
  }

  /**
   * {@code linux-6.18.44}, {@code gvisor-20221219}, or the file's name, and what was overridden.
   */
  public String name() {
    return name;
  }

  public Kernel kernel() {
    return kernel;
  }

  /** The Linux release that it is of; empty of gVisor. */
  public Optional<KernelVersion> version() {
    return version;
  }

  /** The rules that two profiles answer differently. */
  public List<Rule<?>> differencesFrom(Profile other) {
    return Rules.ALL.stream().filter(rule -> answerOf(rule) != other.answerOf(rule)).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
