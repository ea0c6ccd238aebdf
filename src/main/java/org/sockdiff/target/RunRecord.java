// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.List;

/**
 * A whole record, read into memory.
 *
 * @param partial whether its end is missing: the run was stopped, or the file cut off
 */
public record RunRecord(RunHeader header, List<Recording> recordings, boolean partial) {
  public RunRecord {
    recordings = List.copyOf(recordings);
  }
}
