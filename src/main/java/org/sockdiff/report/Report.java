// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.time.Duration;
import org.sockdiff.check.CaseResult;

/** Takes the results of a run, in order, and writes them. */
public interface Report {
  void begin(RunInfo run);

  /**
   * The next result.
   *
   * @param took how long the case ran; zero if that is not known, or not to be told
   */
  void result(CaseResult result, Duration took);

  /** After the last result. */
  void end(Summary summary);
}
