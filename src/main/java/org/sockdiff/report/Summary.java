// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.util.EnumMap;
import java.util.Map;
import org.sockdiff.check.CaseResult;
import org.sockdiff.check.Verdict;

/** How many cases got which verdict. */
public final class Summary {
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  public void add(CaseResult result) {
    counts.merge(result.verdict(), 1, Integer::sum);
  }

  public int count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** {@code 3 conform, 1 diverges}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (verdict, count) ->
            text.append(text.length() == 0 ? "" : ", ")
                .append(count)
                .append(' ')
                .append(verb(verdict, count)));
    return text.length() == 0 ? "no case" : text.toString();
  }

  private static String verb(Verdict verdict, int count) {
    return switch (verdict) {
      case CONFORMS -> count == 1 ? "conforms" : "conform";
      case DIVERGES -> count == 1 ? "diverges" : "diverge";
      default -> verdict.text();
    };
  }
}
