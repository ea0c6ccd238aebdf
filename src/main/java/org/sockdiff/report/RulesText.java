// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;

/** Rules for people at a terminal. */
public final class RulesText {
  private static final int WIDTH = 100;
  private static final String INDENT = "    ";

  private RulesText() {}

  /** Everything about one rule, several lines. */
  public static String of(Rule<?> rule) {
    StringBuilder text = new StringBuilder();
    text.append(rule.id()).append(": ").append(rule.question()).append('\n');
    int widest = rule.answers().stream().mapToInt(a -> a.name().length()).max().orElse(0);
    List<? extends Rule.Dated<?>> dated = rule.dated();
    for (int i = 0; i < dated.size(); i++) {
      Rule.Dated<?> entry = dated.get(i);
      line(text, name(entry.answer()), widest, "linux " + since(entry, i == 0));
      note(text, widest, "[" + evidence(entry) + "] " + entry.note());
    }
    rule.gvisor().forEach((date, answer) -> line(text, name(answer), widest, "gvisor " + date));
    text.append("  decided in ").append(rule.source()).append('\n');
    text.append("  told apart by ").append(rule.trace()).append('\n');
    return text.toString();
  }

  /**
   * What a profile answers, a line a rule, as a profile file has them; a comment says from when.
   */
  public static String answers(List<Rule<?>> rules, Profile profile) {
    StringBuilder text = new StringBuilder("# ").append(profile.name()).append('\n');
    int widest =
        rules.stream().mapToInt(rule -> assignment(rule, profile).length()).max().orElse(0);
    for (Rule<?> rule : rules) {
      boolean uncertain = profile.version().filter(rule::uncertainOf).isPresent();
      text.append(pad(assignment(rule, profile), widest))
          .append("  # ")
          .append(kernels(rule, profile.answerOf(rule)))
          .append(uncertain ? "; uncertain of this release" : "")
          .append('\n');
    }
    return text.toString();
  }

  /** Who gives an answer; not in the middle of a sentence. */
  public static String kernels(Rule<?> rule, Enum<?> answer) {
    String kernels = rule.kernelsOf(answer);
    return kernels.endsWith(",") ? kernels.substring(0, kernels.length() - 1) : kernels;
  }

  private static String assignment(Rule<?> rule, Profile profile) {
    return rule.id() + " = " + profile.answerOf(rule).name();
  }

  /**
   * {@code 3.13; also 2.6.32.67}, {@code between 3.14.1 and 3.16}, {@code at first; known from
   * 2.6.11}.
   */
  static String since(Rule.Dated<?> entry, boolean first) {
    Optional<String> after = entry.after().map(Object::toString);
    String from =
        after
            .map(v -> "between " + v + " and " + entry.since() + " (uncertain)")
            .orElse((first ? "at first; known from " : "from ") + entry.since());
    List<String> backports = new ArrayList<>();
    entry.backports().forEach(version -> backports.add(version.toString()));
    return backports.isEmpty() ? from : from + ", backported to " + String.join(", ", backports);
  }

  static String evidence(Rule.Dated<?> entry) {
    return entry.evidence().name().toLowerCase(Locale.ROOT);
  }

  static String name(Object answer) {
    return ((Enum<?>) answer).name();
  }

  private static void line(StringBuilder text, String answer, int widest, String rest) {
    text.append("  ").append(pad(answer, widest)).append("  ").append(rest).append('\n');
  }

  private static void note(StringBuilder text, int widest, String note) {
    String indent = "  " + " ".repeat(widest) + INDENT;
    StringBuilder line = new StringBuilder(indent);
    for (String word : note.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH && line.length() > indent.length()) {
        text.append(line).append('\n');
        line.setLength(indent.length());
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    text.append(line).append('\n');
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
