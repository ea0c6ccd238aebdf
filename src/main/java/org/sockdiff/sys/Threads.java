// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

/** The threads of this process as the kernel knows them. */
public interface Threads {
  /** The calling thread's id (gettid). */
  int current();

  /**
   * Sends a thread the signal that makes a sleeping system call return EINTR. One that arrives
   * while the thread is in no call is lost.
   *
   * @return whether there is such a thread
   */
  boolean interrupt(int thread);

  /** A probe that tells whether a thread of this process sleeps. */
  SleepProbe probe(int thread);

  /**
   * Whether the kernel tells which call a thread sleeps in; if not, probes go by the thread's state
   * alone.
   */
  boolean callsNamed();

  /**
   * Takes capabilities out of the effective set of the calling thread, and of threads that it
   * starts from then on; what was taken before comes back if it is still permitted.
   *
   * @param dropped a bit each; 0 to have all that is permitted
   * @throws EnvironmentException if the kernel refuses
   */
  void dropCapabilities(long dropped);

  /** How many CPUs this process may run on. */
  int cpus();

  /** Binds the calling thread, and the threads that it starts, to one of the {@link #cpus}. */
  void pin(int cpu);

  /** Lets the calling thread run on all of the {@link #cpus} again. */
  void unpin();
}
