// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run of generated scripts must have reached to prove something. */
public final class Floors {
  private static final int RECEIVES_WITH_DATA = 40;
  private static final int PEEKS_AT_SEVERAL = 25;
  private static final int EACH_WORD = 100;
  private static final int EACH_RULE = 1000;

  /** The counts above are of so many scripts; other runs are measured in proportion. */
  private static final int SCRIPTS = 10_000;

  private final List<String> reached = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  /** Holds a run against the floors. */
  public Floors(Coverage coverage) {
    percent(
        "receive calls that returned data (of " + coverage.receives() + ")",
        coverage.percentOfReceivesWithData(),
        RECEIVES_WITH_DATA);
    percent(
        "scripts that peeked where two or more messages were queued",
        coverage.percentOfPeeksAtSeveral(),
        PEEKS_AT_SEVERAL);
    each(
        "calls, and words of a table used in one", coverage.words(), EACH_WORD, coverage.scripts());
    each(
        "rules that differ between linux 4.9 and 7.1",
        coverage.rules(),
        EACH_RULE,
        coverage.scripts());
  }

  private void percent(String what, double percent, int floor) {
    note(
        percent >= floor,
        String.format(Locale.ROOT, "%s: %.1f %%, floor %d %%", what, percent, floor));
  }

  private void each(String what, Map<String, ? extends Number> counts, int floor, int scripts) {
    long scaled = (long) floor * scripts / SCRIPTS;
    String rarest =
        counts.entrySet().stream()
            .min((a, b) -> Long.compare(a.getValue().longValue(), b.getValue().longValue()))
            .map(entry -> entry.getKey() + " " + entry.getValue() + " times")
            .orElse("none");
    reached.add(
        String.format(
            Locale.ROOT, "%s: %d, the rarest %s, floor %d", what, counts.size(), rarest, scaled));
    counts.forEach(
        (name, count) -> {
          if (count.longValue() < scaled) {
            missed.add(name + " came up " + count + " times, floor " + scaled);
          }
        });
  }

  private void note(boolean isReached, String line) {
    reached.add(line);
    if (!isReached) {
      missed.add(line);
    }
  }

  /** A line for each floor, reached or not. */
  public List<String> lines() {
    return List.copyOf(reached);
  }

  /** A line for everything that stayed below its floor. */
  public List<String> missed() {
    return List.copyOf(missed);
  }
}
