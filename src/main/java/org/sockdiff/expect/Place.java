// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.expect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.syntax.LineEdit;

/**
 * One place of a script where an expectation stands or could stand, and everything that was seen
 * there: a place in a repetition, or in a script with several cases, is reached several times.
 */
final class Place {
  private static final String BLOCKS = "blocks";

  private final int line;
  private final boolean states;
  private final boolean afterReturns;
  private final Set<String> results = new LinkedHashSet<>();
  private final Set<String> counters = new LinkedHashSet<>();
  private boolean resultDiffers;
  private boolean countersDiffer;
  private boolean worthCounting;

  /**
   * A place.
   *
   * @param line counted from 1
   * @param states whether an expectation stands there
   * @param afterReturns whether results follow {@code returns} and not an equals sign
   */
  Place(int line, boolean states, boolean afterReturns) {
    this.line = line;
    this.states = states;
    this.afterReturns = afterReturns;
  }

  /**
   * Something was seen here.
   *
   * @param result as a script states it, {@code blocks}, or empty if there is nothing to state
   * @param moved the counters as a script states them; empty if they were not read
   * @param worth whether counters should be stated where nothing is yet
   */
  void see(String result, String moved, boolean worth) {
    results.add(result);
    counters.add(moved);
    worthCounting |= worth;
  }

  void resultDiffers() {
    resultDiffers = true;
  }

  void countersDiffer() {
    countersDiffer = true;
  }

  /** Whether what was seen is not what stands there, or nothing stands there. */
  boolean isOpen() {
    return !states || resultDiffers || countersDiffer;
  }

  /** Why what was seen cannot be stated; empty if it can. */
  String obstacle() {
    if (results.size() > 1 && (results.contains(BLOCKS) || results.contains(""))) {
      return "it sleeps at one time and returns at another";
    }
    boolean oneCount = counters.size() == 1;
    return countersDiffer && !oneCount
        ? "the counters do not always move alike: " + String.join(", ", counters)
        : "";
  }

  /** The change that states what was seen; absent if there is nothing to state. */
  Optional<LineEdit> edit() {
    boolean fill = !states;
    Optional<String> result =
        fill || resultDiffers
            ? Optional.of(resultText()).filter(text -> !text.isEmpty())
            : Optional.empty();
    boolean counts =
        counters.size() == 1
            && (countersDiffer || (fill && worthCounting && !counters.contains("")));
    Optional<String> moved = counts ? Optional.of(counters.iterator().next()) : Optional.empty();
    return result.isPresent() || moved.isPresent()
        ? Optional.of(new LineEdit(line, result, moved))
        : Optional.empty();
  }

  private String resultText() {
    String text = String.join(" or ", List.copyOf(results));
    return text.isEmpty() || text.equals(BLOCKS) || afterReturns ? text : "= " + text;
  }
}
