// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Rules;
import org.sockdiff.rule.Rules.MappedSource;

/**
 * The ways out of a host whose only interface is lo.
 *
 * <p>Source: net/ipv4/route.c, ip_route_output_key_hash_rcu; net/ipv6/ip6_output.c,
 * ip6_dst_lookup_tail.
 */
final class UdpRoute {
  private UdpRoute() {}

  /** What an IPv4 datagram of a socket has as its source. */
  static SockAddr.Inet source(Binding binding) {
    int port = binding.local().port();
    return binding.source4() == 0
        ? (SockAddr.Inet) Inet.loopback(false, port)
        : new SockAddr.Inet(binding.source4(), port);
  }

  /** What an IPv6 datagram of a socket has as its source. */
  static SockAddr sourceInet6(Binding binding) {
    return binding.local().isAny() ? Inet.loopback(true, binding.local().port()) : binding.local();
  }

  /** Why an IPv4 datagram cannot go there. */
  static Optional<Errno> refusal(SockAddr destination) {
    if (Inet.isUnreachable(destination)) {
      return Optional.of(Errno.ENETUNREACH);
    }
    if (!Inet.isLocal(destination)) {
      throw new ModelGap("sending to " + destination);
    }
    return Optional.empty();
  }

  /**
   * Why an IPv6 datagram of a socket cannot go there: there is no way, or the socket has an IPv4
   * address, v4-mapped.
   */
  static Optional<Errno> refusalInet6(Host host, Binding binding, SockAddr destination) {
    Optional<Errno> noWay = refusal(destination);
    if (noWay.isPresent() || !binding.isLocalInet()) {
      return noWay;
    }
    if (host.answer(Rules.INET6_MAPPED_SOURCE) == MappedSource.SENT) {
      throw new ModelGap("sending over IPv6 from a v4-mapped address");
    }
    return Optional.of(Errno.EAFNOSUPPORT);
  }
}
