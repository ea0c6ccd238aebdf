// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.concurrent.atomic.AtomicInteger;

/** Where the threads of a race wait for each other, awake, so that they start at once. */
final class StartLine {
  /** So many looks, some tens of nanoseconds each, before a thread lets others have its CPU. */
  private static final int LOOKS = 2_000;

  private final AtomicInteger missing;

  StartLine(int threads) {
    missing = new AtomicInteger(threads);
  }

  /** Waits until all have come. */
  @SuppressWarnings("ThreadPriorityCheck") // those that are missing may need this CPU
  void await() {
    missing.decrementAndGet();
    for (int looks = 0; missing.get() > 0; looks++) {
      if (looks < LOOKS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }
}
