// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import org.sockdiff.sys.CounterReader;
import org.sockdiff.sys.Kernel;
import org.sockdiff.sys.MachineReader;
import org.sockdiff.sys.NetNamespace;
import org.sockdiff.sys.ScratchDirectory;
import org.sockdiff.sys.Syscalls;
import org.sockdiff.sys.Threads;

/**
 * The running kernel through JNA's direct mapping. Making one loads the native library, which takes
 * about a tenth of a second, and installs a signal handler for the life of the process.
 */
public final class JnaKernel implements Kernel {
  private static final String SOCKETS_USED = "sockets: used";

  private final Threads threads = new JnaThreads();
  private final NetNamespace namespace = new LoopbackNamespace();

  @Override
  public Syscalls syscalls() {
    return new JnaSyscalls();
  }

  @Override
  public NetNamespace namespace() {
    return namespace;
  }

  @Override
  public ScratchDirectory scratch() {
    return new TemporaryDirectory();
  }

  @Override
  public CounterReader counters() {
    return new ProcNetCounters();
  }

  @Override
  public Threads threads() {
    return threads;
  }

  @Override
  public MachineReader machine() {
    return new LocalMachine();
  }

  @Override
  public int socketsInUse() {
    return SystemFile.textOf("/proc/thread-self/net/sockstat")
        .map(JnaKernel::socketsUsed)
        .orElse(UNKNOWN);
  }

  @Override
  public boolean isTerminal(int fd) {
    return Libc.isatty(fd) == 1;
  }

  /**
   * The first line of sockstat (net/ipv4/proc.c, sockstat_seq_show; net/socket.c, socket_seq_show).
   */
  static int socketsUsed(String sockstat) {
    int end = sockstat.indexOf('\n');
    return end > 0 && sockstat.startsWith(SOCKETS_USED)
        ? Integer.parseInt(sockstat.substring(SOCKETS_USED.length(), end).strip())
        : UNKNOWN;
  }
}
