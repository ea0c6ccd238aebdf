// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.Optional;

/** What is looked for. Ids are never given to another rule. */
public enum LintRule {
  SCRIPT_ERROR(
      "SD100",
      "script-error",
      Level.ERROR,
      "The script does not parse, or names what does not exist.",
      """
      sockdiff run refuses it, too. Nothing else is looked for in such a file."""),
  UNUSED_SOCKET(
      "SD101",
      "unused-socket",
      Level.WARNING,
      "A name is bound to a socket and never used.",
      """
      Often another name was meant in a line below. If only the making of the socket matters, leave the name
      away: 'socket(AF_INET, SOCK_DGRAM, 0)' is a call as any other."""),
  REBOUND_WHILE_OPEN(
      "SD102",
      "rebound-while-open",
      Level.WARNING,
      "A name is bound again while the socket that it stood for is open.",
      """
      From then on nothing can name the first socket: it can neither be looked at nor be closed, but still holds
      its port and gets datagrams. Close it before, or take another name."""),
  NEVER_CHOSEN(
      "SD103",
      "never-chosen",
      Level.WARNING,
      "An expectation is never the one that counts.",
      """
      Of the expectations of a call the first one whose guard holds counts. This one never does: no kernel from
      Linux 2.6.24 to 7.3, and no gVisor, is as its guard says, or for all that are, one above it holds, too.
      Put the special ones first, and the one without a guard last."""),
  GUARDS_LEAVE_GAP(
      "SD104",
      "guards-leave-gap",
      Level.WARNING,
      "The guards of a call's expectations leave out some kernels.",
      """
      On the kernels named none of the expectations holds, so the model alone judges the call there, and nobody
      notices if the model is wrong. Add an expectation for them; one without a guard, at the end, is for all
      the others. If only one expectation is stated, its guard was meant to be special: that is a note. Nothing
      is said of gvisor if all guards name linux, and the other way round: it was left out knowingly."""),
  GUARDS_OVERLAP(
      "SD105",
      "guards-overlap",
      Level.NOTE,
      "Two expectations hold for the same kernel, and each for one that the other does not.",
      """
      The first one counts. That may be meant; but whoever reads the second one may think that it is for the
      kernels named. Nothing is said where the first is for a part of the kernels of the second: a special case
      and the rest."""),
  NOTHING_CHECKED_AFTER(
      "SD106",
      "nothing-checked-after",
      Level.WARNING,
      "The model stops at a call: nothing from there on can be checked.",
      """
      The call does what the model does not know. A run of the trace is inconclusive however the kernel behaves.
      Leave the call out, or put it into a trace of its own that waits for the model."""),
  SLEEPS_FOR_EVER(
      "SD107",
      "sleeps-for-ever",
      Level.WARNING,
      "A call in the main thread sleeps, and nothing can wake it.",
      """
      The model says that there is nothing to receive, and no other thread that could send. A run waits until its
      deadline interrupts the call. If it shall be seen to sleep, write 'blocks' after it; otherwise pass
      MSG_DONTWAIT, set SO_RCVTIMEO before, or give poll a time-out."""),
  REPEAT_ONCE(
      "SD108",
      "repeat-once",
      Level.WARNING,
      "A block is repeated once.",
      """
      'repeat 1' means the same as its lines alone. A number may have been left from trying things out."""),
  NO_TITLE(
      "SD109",
      "no-title",
      Level.WARNING,
      "The trace has no title.",
      """
      The first comment, above the first statement, is the title: one sentence that says what the trace shows.
      Lists and reports print it."""),
  NOT_FORMATTED(
      "SD110",
      "not-formatted",
      Level.WARNING,
      "The trace is not laid out as sockdiff fmt does it.",
      """
      sockdiff fmt --check shows the difference, sockdiff fmt -w rewrites the file."""),
  BAD_IGNORE(
      "SD111",
      "bad-ignore",
      Level.WARNING,
      "A sockdiff-ignore comment has no effect or no reason.",
      """
      '# sockdiff-ignore: SD101 why this is meant so' leaves out what that rule finds on its line, or if it
      stands alone, on the next line that is not a comment. Several ids are separated by commas. The ids must
      exist, each must leave out something, and there must be a reason. This rule cannot be ignored."""),
  DEPENDS_ON_SLEEP(
      "SD112",
      "depends-on-sleep",
      Level.WARNING,
      "A thread is looked at after a sleep that was to give it time.",
      """
      A sleep promises nothing about what another thread does meanwhile: on a busy machine that thread may not
      have run at all. Leave the sleep out. 'A> returns' waits for the call by itself, also for one whose
      time-out must pass first, and 'blocks' and 'still blocked' look once everything is quiet.""");

  private final String id;
  private final String slug;
  private final Level level;
  private final String summary;
  private final String explanation;

  LintRule(String id, String slug, Level level, String summary, String explanation) {
    this.id = id;
    this.slug = slug;
    this.level = level;
    this.summary = summary;
    this.explanation = explanation;
  }

  /** {@code SD101}. */
  public String id() {
    return id;
  }

  /** {@code unused-socket}. */
  public String slug() {
    return slug;
  }

  /** The level of its findings, unless they say otherwise. */
  public Level level() {
    return level;
  }

  /** A sentence. */
  public String summary() {
    return summary;
  }

  /** Why it matters, and what to do; several lines. */
  public String explanation() {
    return explanation;
  }

  /** The rule with an id. */
  public static Optional<LintRule> named(String id) {
    for (LintRule rule : values()) {
      if (rule.id.equals(id)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
