// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.lint;

import java.util.Locale;

/** How bad a finding is. */
public enum Level {
  /** Worth knowing; may well be meant so. */
  NOTE,
  /** To be mended, or ignored with a reason. */
  WARNING,
  /** The script cannot be run. */
  ERROR;

  /** {@code warning}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
