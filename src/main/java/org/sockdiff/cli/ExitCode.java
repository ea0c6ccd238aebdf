// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

/** What the process exits with. */
final class ExitCode {
  /** Everything that was judged conforms, or diverges as it is known to. */
  static final int CONFORMS = 0;

  /** Something diverges, is fixed, or flaky. */
  static final int DIVERGES = 1;

  /** Bad usage, or a script that does not parse. */
  static final int BAD_USAGE = 2;

  /** Something is inconclusive, or the environment cannot run it. */
  static final int INCONCLUSIVE = 3;

  /** Nothing at all was judged. */
  static final int NOTHING_JUDGED = 4;

  private ExitCode() {}
}
