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
   * <p>A thread that the kernel has woken but that has not run yet is awake: the kernel marks it
   * runnable before the call that woke it returns, and task_current_syscall (lib/syscall.c) refuses
   * to look at a runnable thread.
   *
   * @param syscall the number of the system call, -1 for any
   */
  long sleepingIn(int syscall);

  @Override
  void close();
}
