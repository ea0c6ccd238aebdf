// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.Locale;

/** What became of a case. */
public enum Verdict {
  /** Script, model and kernel agree. */
  CONFORMS,
  /** They do not. */
  DIVERGES,
  /** They do not, as the script declares. */
  KNOWN,
  /** Declared to diverge, but they agree. */
  FIXED,
  /** They agree in some tries only. */
  FLAKY,
  /** The machine or the profile cannot run it, and the reason is told. */
  SKIPPED,
  /** It could not be decided, and the reason is told. */
  INCONCLUSIVE;

  /** Whether nothing has to be done about it. */
  public boolean isGood() {
    return this == CONFORMS || this == KNOWN || this == SKIPPED;
  }

  /** As it is printed, in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
