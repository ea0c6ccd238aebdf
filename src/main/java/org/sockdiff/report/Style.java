// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.util.Map;
import org.sockdiff.check.Verdict;

/** Colours, or none. */
public final class Style {
  public static final Style PLAIN = new Style(false);
  public static final Style COLOURED = new Style(true);

  private final boolean coloured;

  private Style(boolean coloured) {
    this.coloured = coloured;
  }

  /**
   * By the conventions of the environment: NO_COLOR switches colours off, CLICOLOR_FORCE and
   * FORCE_COLOR on; else a terminal that can has them.
   *
   * @param wanted {@code always}, {@code never} or {@code auto}
   * @param environment the process's
   * @param terminal whether the stream is one
   */
  public static Style of(String wanted, Map<String, String> environment, boolean terminal) {
    if (wanted.equals("always")) {
      return COLOURED;
    }
    if (wanted.equals("never") || !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return PLAIN;
    }
    if (isSet(environment, "CLICOLOR_FORCE") || isSet(environment, "FORCE_COLOR")) {
      return COLOURED;
    }
    boolean off =
        environment.getOrDefault("CLICOLOR", "").equals("0")
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return terminal && !off ? COLOURED : PLAIN;
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return !value.isEmpty() && !value.equals("0");
  }

  String verdict(Verdict verdict, String text) {
    return switch (verdict) {
      case CONFORMS -> colour("32", text);
      case DIVERGES, FIXED, FLAKY -> colour("1;31", text);
      case KNOWN, SKIPPED -> colour("33", text);
      case INCONCLUSIVE -> colour("1;35", text);
    };
  }

  String strong(String text) {
    return colour("1", text);
  }

  String faint(String text) {
    return colour("2", text);
  }

  private String colour(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
