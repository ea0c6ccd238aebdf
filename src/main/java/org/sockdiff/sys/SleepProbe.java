// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

/** Tells whether one thread sleeps in a system call. Used by one thread at a time. */
public interface SleepProbe extends AutoCloseable {
  /** {@link #sleepingIn} of a thread that is running, about to run, or in another system call. */
  long AWAKE = -1;

  /**
   * How often the thread has gone to sleep so far, if it sleeps in the given system call now;
   * {@link #AWAKE} if not. The same answer twice means that it was not woken in between.
   *
   * <p>A thread that the kernel has woken but that has not run yet is awake: the kernel changes its
   * state before the call that woke it returns (kernel/sched/core.c, try_to_wake_up).
   *
   * @param syscall the number of the system call, -1 for any
   */
  long sleepingIn(int syscall);

  @Override
  void close();
}
