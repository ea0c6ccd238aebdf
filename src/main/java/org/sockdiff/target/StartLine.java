// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the threads of a race wait for each other, awake, so that they start at once; it is also
 * counted how many are still on the way.
 */
final class StartLine {
  /** So many looks, some tens of nanoseconds each, before a thread lets others have its CPU. */
  private static final int LOOKS = 500;

  /** The same where those that are missing may need this CPU to come. */
  private static final int FEW_LOOKS = 10;

  private final AtomicInteger missing;
  private final AtomicInteger running;
  private final int most;

  /**
   * A line.
   *
   * @param threads how many must come
   * @param cpus how many may run at once
   */
  StartLine(int threads, int cpus) {
    missing = new AtomicInteger(threads);
    running = new AtomicInteger(threads);
    most = threads <= cpus ? LOOKS : FEW_LOOKS;
  }

  /** Waits until all have come. */
  @SuppressWarnings("ThreadPriorityCheck") // those that are missing may need this CPU
  void await() {
    missing.decrementAndGet();
    for (int looks = 0; missing.get() > 0; looks++) {
      if (looks < most) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** A thread has made its calls; the answer is whether it is the last. */
  boolean leave() {
    return running.decrementAndGet() == 0;
  }
}
