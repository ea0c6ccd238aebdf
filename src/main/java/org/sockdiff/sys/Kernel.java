// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

/**
 * The kernel that this process runs on: what makes the ports to it. Safe for use by many threads.
 */
public interface Kernel {
  /** {@link #socketsInUse} where the kernel does not say. */
  int UNKNOWN = -1;

  /** The system calls, for the calling thread only. */
  Syscalls syscalls();

  NetNamespace namespace();

  /** Working directories for the calling thread. */
  ScratchDirectory scratch();

  /** A reader of the counters of the calling thread's namespace. */
  CounterReader counters();

  Threads threads();

  MachineReader machine();

  /**
   * The sockets that exist in the calling thread's namespace; {@link #UNKNOWN} if the kernel does
   * not say.
   */
  int socketsInUse();

  /** Whether a descriptor is a terminal (isatty). */
  boolean isTerminal(int fd);
}
