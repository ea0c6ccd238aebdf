// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.util.List;
import java.util.stream.Collectors;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Learner.Learned;
import org.sockdiff.rule.Profile;
import org.sockdiff.rule.Rule;

/** A profile that was learned, as a profile file; what it does not say stands in comments. */
public final class ProfileText {
  private final Profile base;
  private final Learned learned;
  private final int cases;
  private final String version;

  /**
   * A file.
   *
   * @param base the profile that it names as its base
   * @param cases how many it was learned from
   * @param version of this program
   */
  public ProfileText(Profile base, Learned learned, int cases, String version) {
    this.base = base;
    this.learned = learned;
    this.cases = cases;
    this.version = version;
  }

  /** The whole file; {@code record} is the name of the record that it was learned from. */
  public String from(String record) {
    StringBuilder text = new StringBuilder();
    text.append("# Learned by sockdiff ").append(version).append(" from ");
    text.append(Printable.of(record)).append(": ").append(cases);
    text.append(cases == 1 ? " case.\n" : " cases.\n");
    text.append("base = ").append(base.name()).append('\n');
    for (Rule<?> rule : learned.profile().differencesFrom(base)) {
      text.append(rule.id()).append(" = ").append(learned.profile().answerOf(rule).name());
      text.append("  # instead of ").append(base.answerOf(rule).name()).append('\n');
    }
    rules(text, "Other answers to these fit as well: ", learned.undecided());
    rules(text, "No case asks these: ", learned.unasked());
    for (CaseResult result : learned.left()) {
      text.append("# Still diverges: ").append(Printable.of(result.id())).append(": ");
      text.append(CaseText.why(result)).append('\n');
    }
    return text.toString();
  }

  private static void rules(StringBuilder text, String lead, List<Rule<?>> rules) {
    if (!rules.isEmpty()) {
      text.append("# ").append(lead);
      text.append(rules.stream().map(Rule::id).collect(Collectors.joining(", "))).append('\n');
    }
  }
}
