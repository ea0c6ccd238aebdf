// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.kernels;

import java.util.List;
import java.util.Optional;
import org.sockdiff.target.Recording;
import org.sockdiff.target.RunHeader;

/**
 * What came back of a kernel.
 *
 * @param header what it is; absent if no record began
 * @param recordings one of each case that was asked for, in that order; of those that it did not
 *     come to, the trouble says why
 * @param failures why boots failed, in order; empty if the first was good
 */
public record Seen(
    String kernel, Optional<RunHeader> header, List<Recording> recordings, List<String> failures) {
  public Seen {
    recordings = List.copyOf(recordings);
    failures = List.copyOf(failures);
  }
}
