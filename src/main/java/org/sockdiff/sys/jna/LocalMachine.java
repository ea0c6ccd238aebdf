// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.util.Optional;
import java.util.Set;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.rule.Machine;
import org.sockdiff.rule.TruesizeTable;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.sys.MachineReader;

/**
 * Finds out about this machine by asking sockets where that is possible, because a namespace need
 * not show the sysctls: net.core.rmem_default is what a new socket's SO_RCVBUF is (net/core/sock.c,
 * sock_init_data), net.core.rmem_max half of what an enormous SO_RCVBUF is cut to (sk_setsockopt),
 * and the timer's tick is the resolution of the coarse clock (kernel/time/posix-timers.c,
 * posix_get_coarse_res).
 */
final class LocalMachine implements MachineReader {
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int ENORMOUS = 1 << 30;
  private static final int CLOCK_MONOTONIC_COARSE = 6;
  private static final long SECOND = 1_000_000_000;
  private static final int UTSNAME_FIELD = 65;
  private static final int UTSNAME_RELEASE = 2 * UTSNAME_FIELD;
  private static final int UTSNAME_MACHINE = 4 * UTSNAME_FIELD;
  private static final int DEFAULT_PORT_LOW = 32768;
  private static final int DEFAULT_PORT_HIGH = 60999;
  private static final int DEFAULT_UNPRIVILEGED_PORT_START = 1024;

  private final NativeMemory memory = new NativeMemory(512);

  @Override
  public Machine read(Set<Counter> present) {
    int fd = openDatagramSocket();
    try {
      boolean ipv6 = hasIpv6();
      TruesizeTable truesize = TruesizeProbe.measure(Family.AF_INET);
      long capabilities = capabilities(SystemFile.textOf("/proc/thread-self/status").orElse(""));
      return new Machine(
          name(UTSNAME_RELEASE),
          SystemFile.textOf("/proc/version").orElse("").strip(),
          name(UTSNAME_MACHINE),
          Libc.getpagesize(),
          ticksPerSecond(),
          ipv6,
          option(fd, SO_RCVBUF),
          largest(fd, SO_RCVBUF),
          option(fd, SO_SNDBUF),
          largest(fd, SO_SNDBUF),
          port("ip_local_port_range", 0, DEFAULT_PORT_LOW),
          port("ip_local_port_range", 1, DEFAULT_PORT_HIGH),
          port("ip_unprivileged_port_start", 0, DEFAULT_UNPRIVILEGED_PORT_START),
          capabilities,
          isInitial(SystemFile.textOf("/proc/self/uid_map").orElse("")) ? capabilities : 0,
          present,
          truesize,
          ipv6 ? TruesizeProbe.measure(Family.AF_INET6) : truesize);
    } finally {
      Libc.close(fd);
    }
  }

  private static int openDatagramSocket() {
    int fd = Libc.socket(Family.AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) {
      Errno errno = Errno.of(Libc.errno());
      throw new EnvironmentException(
          "socket(AF_INET, SOCK_DGRAM, 0): " + errno + " (" + errno.text() + ")", "IPv4 is needed");
    }
    return fd;
  }

  private static boolean hasIpv6() {
    int fd = Libc.socket(Family.AF_INET6, SOCK_DGRAM, 0);
    return fd >= 0 && Libc.close(fd) == 0;
  }

  private String name(int field) {
    return Libc.uname(memory.at(0)) == 0 ? memory.text(field) : "";
  }

  private int ticksPerSecond() {
    if (Libc.clock_getres(CLOCK_MONOTONIC_COARSE, memory.at(0)) != 0) {
      return 0;
    }
    long nanos = memory.bytes().getLong(8);
    return nanos < 100_000 ? 0 : (int) ((SECOND + nanos / 2) / nanos);
  }

  private int option(int fd, int name) {
    memory.bytes().putInt(8, Integer.BYTES);
    return Libc.getsockopt(fd, SOL_SOCKET, name, memory.at(0), memory.at(8)) == 0
        ? memory.bytes().getInt(0)
        : 0;
  }

  /** The largest value that may be asked for: the kernel stores it doubled. */
  private int largest(int fd, int name) {
    memory.bytes().putInt(0, ENORMOUS);
    Libc.setsockopt(fd, SOL_SOCKET, name, memory.at(0), Integer.BYTES);
    return option(fd, name) / 2;
  }

  private static int port(String sysctl, int index, int otherwise) {
    Optional<String> text = SystemFile.textOf("/proc/sys/net/ipv4/" + sysctl);
    return text.map(t -> Integer.parseInt(t.strip().split("\\s+", -1)[index])).orElse(otherwise);
  }

  /** The line CapEff of {@code /proc/PID/status}, hexadecimal; none if there is no such line. */
  static long capabilities(String status) {
    for (String line : status.split("\n", -1)) {
      if (line.startsWith("CapEff:")) {
        return Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16);
      }
    }
    return 0;
  }

  /**
   * Whether a user namespace maps every user to itself, as the initial one does
   * (user_namespaces(7)).
   */
  static boolean isInitial(String uidMap) {
    return uidMap.strip().split("\\s+", -1).length == 3
        && uidMap.strip().split("\\s+", -1)[2].equals("4294967295");
  }
}
