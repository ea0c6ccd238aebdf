// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Family;
import org.sockdiff.abi.Outcome;
import org.sockdiff.rule.Rules;

/**
 * Sockets of AF_INET or AF_INET6, by type and protocol.
 *
 * <p>Source: net/ipv4/af_inet.c, inet_create and inetsw_array; net/ipv6/af_inet6.c, inet6_create.
 */
record InetSockets(int number) implements SocketFamily {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;

  private static final int ICMP = 1;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int L2TP = 115;
  private static final int UDP_LITE = 136;

  /**
   * What the kernel has, in the order in which it looks: protocol 0 is the first of its type. A row
   * without a maker is a gap in the model.
   */
  private static final List<Row> ROWS =
      List.of(
          new Row(SOCK_DGRAM, UDP, Optional.of(UdpSocket::fresh)),
          new Row(SOCK_DGRAM, ICMP, Optional.empty()),
          new Row(SOCK_DGRAM, ICMPV6, Optional.empty()),
          new Row(SOCK_DGRAM, L2TP, Optional.empty()),
          new Row(SOCK_DGRAM, UDP_LITE, Optional.empty()));

  /** Makes a socket of a type and protocol. */
  private interface Maker {
    Socket make(Host host, int family);
  }

  private record Row(int type, int protocol, Optional<Maker> maker) {}

  @Override
  public List<Step> socket(Host host, int result, int type, int protocol, boolean nonblocking) {
    if (number == Family.AF_INET6 && !host.machine().ipv6()) {
      return SocketFamily.failed(Errno.EAFNOSUPPORT, host);
    }
    if (!isInRange(host, protocol)) {
      return SocketFamily.failed(Errno.EINVAL, host);
    }
    if (type == SOCK_STREAM || type == SOCK_RAW) {
      throw new ModelGap("socket type " + type + " with protocol " + protocol);
    }
    List<Row> rows = ROWS.stream().filter(row -> row.type == type).toList();
    if (rows.isEmpty()) {
      return SocketFamily.failed(Errno.ESOCKTNOSUPPORT, host);
    }
    Optional<Row> found =
        rows.stream().filter(row -> protocol == 0 || row.protocol == protocol).findFirst();
    if (found.isEmpty()) {
      return SocketFamily.failed(Errno.EPROTONOSUPPORT, host);
    }
    Maker maker =
        found
            .get()
            .maker
            .orElseThrow(() -> new ModelGap("socket type " + type + " with protocol " + protocol));
    return Step.returned(
        Outcome.ofValue(Outcome.DESCRIPTOR),
        host.open(result, maker.make(host, number), nonblocking));
  }

  /** Source: net/ipv4/af_inet.c, inet_create; include/uapi/linux/in.h, IPPROTO_MAX. */
  private static boolean isInRange(Host host, int protocol) {
    if (protocol >= 0 && protocol < 256) {
      return true;
    }
    return switch (host.answer(Rules.INET_PROTOCOLS)) {
      case ANY -> true;
      case BELOW_256 -> false;
      case BELOW_263 -> protocol >= 0 && protocol < 263;
    };
  }
}
