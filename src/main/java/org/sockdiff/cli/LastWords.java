// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.cli;

import java.io.PrintStream;
import org.sockdiff.report.TapReport;

/**
 * What a run that cannot go on says to a reader of kselftest's format, beside the message to people
 * on standard error.
 *
 * @param wanted whether there is such a reader
 */
record LastWords(PrintStream out, boolean wanted) {
  void say(String reason) {
    if (wanted) {
      out.println(TapReport.bailOut(reason));
    }
  }
}
