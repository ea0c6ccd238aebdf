// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.time.Duration;

/**
 * How long a live target waits before it gives up.
 *
 * @param call for a call of the main thread to return, and for a thread that is awaited; a call
 *     that sleeps longer is reported as blocked
 * @param program for a program to end
 */
public record Deadlines(Duration call, Duration program) {
  public static final Deadlines USUAL =
      new Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(10));

  public Deadlines {
    if (call.isNegative() || call.isZero() || program.compareTo(call) < 0) {
      throw new IllegalArgumentException("a call has " + call + ", a program " + program);
    }
  }
}
