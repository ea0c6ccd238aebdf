// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.Comparator;
import org.sockdiff.script.Location;

/** Something that was found, and where. */
public record Finding(LintRule rule, Level level, Location location, String message)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::location)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message);

  /** A finding of the rule's own level. */
  static Finding of(LintRule rule, Location location, String message) {
    return new Finding(rule, rule.level(), location, message);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column: warning: message [SD101]}. */
  @Override
  public String toString() {
    return location + ": " + level.text() + ": " + message + " [" + rule.id() + "]";
  }
}
