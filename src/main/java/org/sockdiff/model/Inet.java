// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.SockAddr;

/** What addresses mean on a host whose only interface is lo. */
final class Inet {
  private static final int LOOPBACK = 0x7f000001;
  private static final int TEST_NET_1 = 0xc0000200;
  private static final int TEST_NET_2 = 0xc6336400;
  private static final int TEST_NET_3 = 0xcb007100;

  private Inet() {}

  static SockAddr any(boolean inet6) {
    return inet6 ? new SockAddr.Inet6(0, 0, 0) : new SockAddr.Inet(0, 0);
  }

  /** An IPv4 address as an IPv6 socket shows it. */
  static SockAddr mapped(SockAddr address) {
    return address instanceof SockAddr.Inet v4
        ? SockAddr.Inet6.mapped(v4.address(), v4.port())
        : address;
  }

  static boolean isInet6(SockAddr address) {
    return address instanceof SockAddr.Inet6;
  }

  /** Whether it names this host: 127.0.0.0/8 without its broadcasts, or ::1. */
  static boolean isLocal(SockAddr address) {
    if (address instanceof SockAddr.Inet v4) {
      refuseGroups(v4.address());
      return v4.address() >>> 24 == 127;
    }
    if (address instanceof SockAddr.Inet6 v6) {
      if (v6.high() >>> 56 == 0xff) {
        throw new ModelGap("multicast");
      }
      return v6.high() == 0 && v6.low() == 1;
    }
    return false;
  }

  private static void refuseGroups(int address) {
    if (address >>> 28 == 14 || address == -1) {
      throw new ModelGap(address == -1 ? "broadcast" : "multicast");
    }
    if (address == 0x7fffffff || address == 0x7f000000) {
      throw new ModelGap("broadcast");
    }
  }

  /** Whether there is no way to it from a host with lo alone: the documentation nets. */
  static boolean isUnreachable(SockAddr address) {
    if (address instanceof SockAddr.Inet v4) {
      int net = v4.address() & 0xffffff00;
      return net == TEST_NET_1 || net == TEST_NET_2 || net == TEST_NET_3;
    }
    return address instanceof SockAddr.Inet6 v6 && v6.high() >>> 32 == 0x20010db8L;
  }

  /** The address of this host that the destination's family uses when a socket gives none. */
  static SockAddr loopback(boolean inet6, int port) {
    return inet6 ? new SockAddr.Inet6(0, 1, port) : new SockAddr.Inet(LOOPBACK, port);
  }

  /** Whether two addresses have the same host part, ports aside. */
  static boolean sameHost(SockAddr one, SockAddr other) {
    if (one instanceof SockAddr.Inet v4) {
      return other instanceof SockAddr.Inet that && that.address() == v4.address();
    }
    return one instanceof SockAddr.Inet6 v6
        && other instanceof SockAddr.Inet6 that
        && that.high() == v6.high()
        && that.low() == v6.low();
  }
}
