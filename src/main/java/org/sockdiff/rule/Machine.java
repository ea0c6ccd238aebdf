// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import java.util.EnumSet;
import java.util.Set;
import org.sockdiff.abi.Counter;

/**
 * What the model must know of a machine that is not its kernel's version.
 *
 * @param release {@code uname -r}
 * @param version the text of /proc/version
 * @param architecture {@code uname -m}
 * @param pageSize in bytes
 * @param hz timer ticks a second: the unit of receive time-outs; 0 if it could not be found out
 * @param ipv6 whether AF_INET6 sockets can be made
 * @param rmemDefault net.core.rmem_default, in bytes; likewise the other three
 * @param portLow the first port that the kernel may choose, net.ipv4.ip_local_port_range
 * @param portHigh the last
 * @param unprivilegedPortStart net.ipv4.ip_unprivileged_port_start
 * @param capabilities the effective ones, a bit each (CapEff)
 * @param initialCapabilities those of them that hold in the initial user namespace
 * @param counters the counters that the kernel has
 * @param truesize the charge of a datagram over IPv4
 * @param truesize6 the charge of a datagram over IPv6
 */
public record Machine(
    String release,
    String version,
    String architecture,
    int pageSize,
    int hz,
    boolean ipv6,
    int rmemDefault,
    int rmemMax,
    int wmemDefault,
    int wmemMax,
    int portLow,
    int portHigh,
    int unprivilegedPortStart,
    long capabilities,
    long initialCapabilities,
    Set<Counter> counters,
    TruesizeTable truesize,
    TruesizeTable truesize6) {
  /** CAP_NET_BIND_SERVICE: bind to ports below {@link #unprivilegedPortStart}. */
  public static final int CAP_NET_BIND_SERVICE = 10;

  /** A machine like the ones that the semantics were measured on, for the model alone. */
  public static final Machine TYPICAL =
      new Machine(
          "6.18.0",
          "Linux version 6.18.0",
          "x86_64",
          4096,
          250,
          true,
          212992,
          4194304,
          212992,
          4194304,
          32768,
          60999,
          1024,
          -1L,
          -1L,
          EnumSet.allOf(Counter.class),
          TruesizeTable.TYPICAL,
          TruesizeTable.TYPICAL);

  public Machine {
    counters = Set.copyOf(counters);
  }

  /** This machine with another kernel. */
  public Machine withRelease(String otherRelease, String otherVersion) {
    return new Machine(
        otherRelease,
        otherVersion,
        architecture,
        pageSize,
        hz,
        ipv6,
        rmemDefault,
        rmemMax,
        wmemDefault,
        wmemMax,
        portLow,
        portHigh,
        unprivilegedPortStart,
        capabilities,
        initialCapabilities,
        counters,
        truesize,
        truesize6);
  }

  /** This machine with another range of ports that the kernel may choose. */
  public Machine withPorts(int low, int high) {
    return new Machine(
        release,
        version,
        architecture,
        pageSize,
        hz,
        ipv6,
        rmemDefault,
        rmemMax,
        wmemDefault,
        wmemMax,
        low,
        high,
        unprivilegedPortStart,
        capabilities,
        initialCapabilities,
        counters,
        truesize,
        truesize6);
  }

  /**
   * This machine without some capabilities.
   *
   * @param dropped a bit each
   */
  public Machine without(long dropped) {
    return new Machine(
        release,
        version,
        architecture,
        pageSize,
        hz,
        ipv6,
        rmemDefault,
        rmemMax,
        wmemDefault,
        wmemMax,
        portLow,
        portHigh,
        unprivilegedPortStart,
        capabilities & ~dropped,
        initialCapabilities & ~dropped,
        counters,
        truesize,
        truesize6);
  }

  /** Whether a capability is effective. */
  public boolean can(int capability) {
    return (capabilities >>> capability & 1) != 0;
  }

  /** Whether a capability is effective in the initial user namespace. */
  public boolean canInitially(int capability) {
    return (initialCapabilities >>> capability & 1) != 0;
  }
}
