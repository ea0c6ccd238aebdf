// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import org.sockdiff.check.CaseResult;

/** Takes the results of a run, in order, and writes them. */
public interface Report {
  void begin(RunInfo run);

  void result(CaseResult result);

  /** After the last result. */
  void end(Summary summary);
}
