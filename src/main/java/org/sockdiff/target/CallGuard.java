// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.concurrent.locks.LockSupport;
import org.sockdiff.sys.Threads;

/**
 * Ends the calls of one thread that do not return, without ever signalling it in the call after.
 *
 * <p>The thread counts: the count is odd while it is in a call. The watchdog writes down which
 * count it is about to signal before it looks whether that call still runs; the thread counts on
 * before it looks whether it was written down. So either the watchdog sees that the call is over,
 * or the thread sees that it may be signalled, and waits until the watchdog is done with it.
 */
final class CallGuard {
  private static final long NOTHING = 0;
  private static final long SHORTLY = 20_000;

  private final Threads threads;
  private final Thread watchdog;
  private final int thread;
  private volatile long count;
  private volatile long signalled;

  // The watchdog's own.
  private long seen;
  private long since;

  /**
   * A guard.
   *
   * @param thread the id of the thread that makes the calls
   */
  CallGuard(Threads threads, Thread watchdog, int thread) {
    this.threads = threads;
    this.watchdog = watchdog;
    this.thread = thread;
  }

  /** The guarded thread is about to make a call. */
  void enter() {
    long quiet = count; // Only the guarded thread writes it.
    count = quiet + 1;
  }

  /** The guarded thread's call has returned; the answer is whether the watchdog meant to end it. */
  boolean leave() {
    long call = count;
    count = call + 1;
    if (signalled != call) {
      return false;
    }
    while (signalled == call) {
      LockSupport.unpark(watchdog);
      LockSupport.parkNanos(this, SHORTLY);
    }
    threads
        .current(); // Any system call: a signal that is still under way arrives here at the latest.
    return true;
  }

  /**
   * By the watchdog: signals the thread if its call has lasted too long. The answer is whether it
   * should be called again soon, because a signal that comes before the thread has entered the
   * kernel is lost.
   *
   * @param now the time in nanoseconds
   * @param deadline how long a call may last
   */
  boolean watch(long now, long deadline) {
    long call = count;
    if (call % 2 == 0 || call != seen) {
      signalled = NOTHING;
      seen = call;
      since = now;
      return false;
    }
    if (now - since < deadline) {
      return false;
    }
    signalled = call;
    if (count != call) {
      signalled = NOTHING;
      return false;
    }
    threads.interrupt(thread);
    return true;
  }
}
