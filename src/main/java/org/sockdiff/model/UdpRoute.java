// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Rules;
import org.sockdiff.rule.Rules.MappedSource;
import org.sockdiff.rule.SendRules;
import org.sockdiff.rule.SendRules.ForeignSource;

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

  /** Likewise of a send that may give another; 0.0.0.0 leaves it to the way. */
  static SockAddr.Inet source(Binding binding, SendHeader header) {
    int port = binding.local().port();
    return header.source().isEmpty()
        ? source(binding)
        : header.source().get() instanceof SockAddr.Inet given && given.address() != 0
            ? new SockAddr.Inet(given.address(), port)
            : (SockAddr.Inet) Inet.loopback(false, port);
  }

  /** What an IPv6 datagram of a socket has as its source, of a send that may give another. */
  static SockAddr sourceInet6(Binding binding, SendHeader header) {
    return header
        .source()
        .map(given -> given.withPort(binding.local().port()))
        .orElseGet(() -> sourceInet6(binding));
  }

  /** What an IPv6 datagram of a socket has as its source. */
  static SockAddr sourceInet6(Binding binding) {
    return binding.local().isAny() ? Inet.loopback(true, binding.local().port()) : binding.local();
  }

  /**
   * Why an IPv4 datagram cannot go there with the source and the interface that a send gives. The
   * source is looked at first.
   */
  static Optional<Errno> refusal(Host host, SendHeader header, SockAddr destination) {
    if (header.source().isPresent() && !header.source().get().isAny()) {
      int source = ((SockAddr.Inet) header.source().get()).address();
      if (source >>> 28 == 14 || source == -1) {
        return Optional.of(Errno.EINVAL);
      }
      if (source >>> 24 != 127) {
        ForeignSource rule = host.answer(SendRules.FOREIGN_SOURCE);
        return Optional.of(rule == ForeignSource.EINVAL ? Errno.EINVAL : Errno.ENETUNREACH);
      }
      if (source == 0x7fffffff || source == 0x7f000000) {
        throw new ModelGap("broadcast");
      }
    }
    if (header.ifindex() == 0) {
      return refusal(destination);
    }
    if (header.ifindex() != UdpControl.LOOPBACK_IFINDEX) {
      return Optional.of(Errno.ENODEV);
    }
    if (Inet.isUnreachable(destination)) {
      throw new ModelGap("sending to a foreign host through lo");
    }
    return refusal(destination);
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
