// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.report;

import java.util.List;

/**
 * What a run was of.
 *
 * @param tool sockdiff's version
 * @param observed what was observed: {@code linux 6.18.44}, {@code the model}
 * @param profile the model's profile
 * @param cases how many cases there are; {@link #UNKNOWN} if that is not known beforehand
 * @param again the words of the command that runs one file again, without the file; empty if there
 *     is none
 */
public record RunInfo(String tool, String observed, String profile, int cases, List<String> again) {
  /** The results are read as they come. */
  public static final int UNKNOWN = -1;

  /** Before anything is known. */
  static final RunInfo NONE = new RunInfo("", "", "", 0, List.of());

  public RunInfo {
    again = List.copyOf(again);
  }
}
