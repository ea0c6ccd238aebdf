// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sockdiff.sys.Threads;

/** A thread that ends calls which do not return. */
final class Watchdog implements AutoCloseable {
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long AT_MOST = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LOOKS_PER_DEADLINE = 10;

  private final List<CallGuard> guards = new CopyOnWriteArrayList<>();
  private final Threads threads;
  private final long deadline;
  private final Thread thread = new Thread(this::watch, "sockdiff-watchdog");
  private volatile boolean impatient;
  private volatile boolean stopped;

  /**
   * A watchdog.
   *
   * @param deadline how long a call may last, in nanoseconds
   */
  Watchdog(Threads threads, long deadline) {
    this.threads = threads;
    this.deadline = deadline;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Watches over the calling thread from now on. */
  CallGuard guard() {
    CallGuard guard = new CallGuard(threads, thread, threads.current());
    guards.add(guard);
    return guard;
  }

  void forget(CallGuard guard) {
    guards.remove(guard);
  }

  /** From now on ends every call as soon as it is seen. */
  void hurry() {
    impatient = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    long usual = Math.max(SOON, Math.min(AT_MOST, deadline / LOOKS_PER_DEADLINE));
    while (!stopped) {
      boolean again = false;
      for (CallGuard guard : guards) {
        again |= guard.watch(System.nanoTime(), impatient ? 0 : deadline);
      }
      LockSupport.parkNanos(this, again || impatient ? SOON : usual);
    }
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
