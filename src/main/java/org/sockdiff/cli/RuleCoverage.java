// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockdiff.report.RulesText;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;

/** Which cases asked which rules. */
final class RuleCoverage implements Profile.Watcher {
  private static final String INDENT = "    ";

  private final IdentityHashMap<Rule<?>, Set<String>> casesOf = new IdentityHashMap<>();
  private String current = "";
  private int cases;

  /** The questions from now on are those of a case. */
  void begin(String id) {
    current = id;
    cases++;
  }

  @Override
  public void asked(Rule<?> rule, Enum<?> answer) {
    casesOf.computeIfAbsent(rule, r -> new LinkedHashSet<>()).add(current);
  }

  /** The rules that were asked, with the answers that the profile gives, and the others. */
  String text(List<Rule<?>> rules, Profile profile) {
    StringBuilder text = new StringBuilder();
    List<String> never = new ArrayList<>();
    int asked = 0;
    for (Rule<?> rule : rules) {
      Set<String> by = casesOf.getOrDefault(rule, Set.of());
      if (by.isEmpty()) {
        never.add(rule.id());
        continue;
      }
      asked++;
      text.append(rule.id()).append(" = ").append(profile.answerOf(rule)).append('\n');
      text.append(INDENT).append("asked by ").append(count(by.size()));
      text.append(by.size() == 1 ? ": " : ", first by ").append(by.iterator().next()).append('\n');
      text.append(unasked(rule, profile));
    }
    never.forEach(id -> text.append(id).append('\n').append(INDENT).append("never asked\n"));
    text.append(asked).append(" of ").append(rules.size()).append(" rules asked by ");
    return text.append(count(cases)).append(" as ").append(profile.name()).append('\n').toString();
  }

  private static String count(int cases) {
    return cases == 1 ? "1 case" : cases + " cases";
  }

  /** One record is of one kernel: the other answers need records of others. */
  private static String unasked(Rule<?> rule, Profile profile) {
    List<String> others = new ArrayList<>();
    for (Enum<?> answer : rule.answers()) {
      if (answer != profile.answerOf(rule)) {
        others.add(answer.name() + " (" + RulesText.kernels(rule, answer) + ")");
      }
    }
    return others.isEmpty() ? "" : INDENT + "not seen here: " + String.join(", ", others) + "\n";
  }
}
