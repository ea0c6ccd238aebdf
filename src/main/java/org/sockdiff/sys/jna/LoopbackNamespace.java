// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys.jna;

import java.util.ArrayList;
import java.util.List;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.sys.EnvironmentException;
import org.sockdiff.sys.NetNamespace;

/**
 * Makes network namespaces in which only the loopback interface is up.
 *
 * <p>Source: net/core/net_namespace.c, copy_net_ns; net/core/dev_ioctl.c, SIOCSIFFLAGS. Other
 * interfaces may exist but be down: some modules make one in every new namespace
 * (net/ipv4/ip_tunnel.c, ip_tunnel_init_net: tunl0, gre0). gVisor has lo up already and does not
 * know SIOCSIFFLAGS.
 */
final class LoopbackNamespace implements NetNamespace {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int SOCK_DGRAM = 2;
  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCSIFFLAGS = 0x8914;
  private static final int IFF_UP = 1;
  private static final int IFREQ_SIZE = 40;
  private static final int IFNAMSIZ = 16;
  private static final String LOOPBACK = "lo";

  @Override
  public void enter() {
    if (Libc.unshare(CLONE_NEWNET) != 0) {
      throw failure(
          "unshare(CLONE_NEWNET)",
          Errno.of(Libc.errno()),
          "run as root, or start through the launcher, which enters a user namespace first"
              + " (unshare --user --map-root-user --net)");
    }
    int fd = Libc.socket(Family.AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) {
      throw failure("socket(AF_INET, SOCK_DGRAM, 0)", Errno.of(Libc.errno()), "IPv4 is needed");
    }
    try {
      raiseLoopback(fd);
      refuseOthers(fd);
    } finally {
      Libc.close(fd);
    }
  }

  private static void raiseLoopback(int fd) {
    try (NativeMemory request = new NativeMemory(IFREQ_SIZE)) {
      int flags = flags(fd, request, LOOPBACK);
      request.bytes().putShort(IFNAMSIZ, (short) (flags | IFF_UP));
      if ((flags & IFF_UP) == 0 && Libc.ioctl(fd, SIOCSIFFLAGS, request.at(0)) != 0) {
        throw failure(
            "ioctl(SIOCSIFFLAGS, lo up)",
            Errno.of(Libc.errno()),
            "CAP_NET_ADMIN in the namespace is needed");
      }
    }
  }

  private static void refuseOthers(int fd) {
    String devices = SystemFile.textOf("/proc/thread-self/net/dev").orElse("");
    try (NativeMemory request = new NativeMemory(IFREQ_SIZE)) {
      for (String name : interfaces(devices)) {
        if (!name.equals(LOOPBACK) && (flags(fd, request, name) & IFF_UP) != 0) {
          throw new EnvironmentException(
              "the new network namespace has the interface " + name + " up",
              "traces may only run where nothing but lo is up");
        }
      }
    }
  }

  /** {@code struct ifreq}: the name in 16 bytes, then the flags as a short. */
  private static int flags(int fd, NativeMemory request, String name) {
    for (int at = 0; at < IFREQ_SIZE; at += Long.BYTES) {
      request.bytes().putLong(at, 0);
    }
    request.putText(0, name);
    if (Libc.ioctl(fd, SIOCGIFFLAGS, request.at(0)) != 0) {
      throw failure(
          "ioctl(SIOCGIFFLAGS, " + name + ")",
          Errno.of(Libc.errno()),
          "the namespace has no such interface");
    }
    return request.bytes().getShort(IFNAMSIZ);
  }

  /** The names in {@code /proc/net/dev}: two lines of headings, then a name and a colon on each. */
  static List<String> interfaces(String text) {
    List<String> names = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        names.add(line.substring(0, colon).strip());
      }
    }
    return names;
  }

  private static EnvironmentException failure(String tried, Errno errno, String help) {
    return new EnvironmentException(tried + ": " + errno + " (" + errno.text() + ")", help);
  }
}
