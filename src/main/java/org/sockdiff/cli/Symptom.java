// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.util.List;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param what it is, in a word or two
 * @param found how it is
 * @param effect what does not work because of it; empty if all does
 * @param mends what to type, or to do, to mend it; each may be enough
 */
record Symptom(State state, String what, String found, String effect, List<String> mends) {
  Symptom {
    mends = List.copyOf(mends);
  }

  /** How it is. */
  enum State {
    OK,
    NOTE,
    MISSING;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Symptom ok(String what, String found) {
    return new Symptom(State.OK, what, found, "", List.of());
  }

  static Symptom note(String what, String found, String effect, String... mends) {
    return new Symptom(State.NOTE, what, found, effect, List.of(mends));
  }

  static Symptom missing(String what, String found, String effect, List<String> mends) {
    return new Symptom(State.MISSING, what, found, effect, mends);
  }
}
