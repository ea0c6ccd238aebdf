// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Rules;

/**
 * The socket that a datagram is for: the one with the best score, and of equal ones the one that
 * took its place in the hash chain last, because new ones stand at the head. (Among connected ones
 * it is a matter of their four-tuple chain, and of the CPU: not modelled.)
 *
 * <p>Source: net/ipv4/udp.c, __udp4_lib_lookup, udp4_lib_lookup1, udp4_lib_lookup2, compute_score,
 * and their namesakes in net/ipv6/udp.c (read in 6.18); sk_add_node_rcu adds at the head in every
 * version read.
 */
final class UdpLookup {
  private static final int NO_MATCH = -1;

  /** An own address that equals the destination outweighs everything else but the peer. */
  private static final int SPECIFIC = 4;

  private final Host host;
  private final SockAddr source;
  private final SockAddr destination;

  private UdpLookup(Host host, SockAddr source, SockAddr destination) {
    this.host = host;
    this.source = source;
    this.destination = destination;
  }

  /** The socket's id; both addresses are of one family, and not v4-mapped. */
  static OptionalInt find(Host host, SockAddr source, SockAddr destination) {
    UdpLookup lookup = new UdpLookup(host, source, destination);
    return destination instanceof SockAddr.Inet v4 ? lookup.inet(v4.address()) : lookup.inet6();
  }

  private OptionalInt inet(int address) {
    OptionalInt known =
        best(socket -> isKnownBy(socket, address) ? specific(socket, address) : score(socket, 0));
    OptionalInt claiming =
        best(socket -> isKnownBy(socket, address) ? NO_MATCH : specific(socket, address));
    if (claiming.isEmpty()) {
      return known;
    }
    return switch (host.answer(Rules.UDP_LOOKUP)) {
      case PORT -> best(socket -> Math.max(specific(socket, address), score(socket, 0)));
      case ADDRESS -> known;
      case ADDRESS_THEN_PORT -> known.isPresent() ? known : claiming;
    };
  }

  private OptionalInt inet6() {
    SockAddr any = Inet.any(true);
    return best(
        socket -> {
          int points = score(socket, destination);
          return points == NO_MATCH ? score(socket, any) : points + SPECIFIC;
        });
  }

  private int specific(UdpSocket socket, int address) {
    int points = score(socket, address);
    return points == NO_MATCH ? NO_MATCH : points + SPECIFIC;
  }

  /**
   * Whether a socket stands in the chain of an IPv4 address. One with an IPv6 address stands in
   * that address's chain, though it claims an IPv4 one, too ({@link Binding#local4}).
   */
  private static boolean isKnownBy(UdpSocket socket, int address) {
    return socket.binding().local().plain() instanceof SockAddr.Inet v4 && v4.address() == address;
  }

  private OptionalInt best(ToIntFunction<UdpSocket> score) {
    OptionalInt best = OptionalInt.empty();
    int bestScore = NO_MATCH;
    int bestOrder = 0;
    for (int id = 0; id < host.socketSlots(); id++) {
      if (host.socketOrNull(id) instanceof UdpSocket socket) {
        int points = score.applyAsInt(socket);
        int order = socket.binding().order();
        if (points >= 0 && points == bestScore && socket.binding().connected()) {
          throw new ModelGap("two sockets with one peer");
        }
        if (points > bestScore || (points >= 0 && points == bestScore && order > bestOrder)) {
          best = OptionalInt.of(id);
          bestScore = points;
          bestOrder = order;
        }
      }
    }
    return best;
  }

  /** Of an IPv4 datagram and a socket that receives for an address, 0 for any. */
  private int score(UdpSocket socket, int address) {
    Binding binding = socket.binding();
    if (!isOnPort(binding) || socket.options().v6only() || binding.local4() != address) {
      return NO_MATCH;
    }
    int points = socket.isInet6() ? 0 : 1;
    if (binding.peer4() != 0) {
      if (binding.peer4() != ((SockAddr.Inet) source).address()) {
        return NO_MATCH;
      }
      points += 2;
    }
    return withPort(binding, points);
  }

  /** Of an IPv6 datagram and a socket that receives for an address. */
  private int score(UdpSocket socket, SockAddr address) {
    Binding binding = socket.binding();
    if (!isOnPort(binding) || !socket.isInet6() || !Inet.sameHost(binding.local(), address)) {
      return NO_MATCH;
    }
    if (binding.peer().isAny()) {
      return withPort(binding, 0);
    }
    return Inet.sameHost(binding.peer(), source) ? withPort(binding, 2) : NO_MATCH;
  }

  private boolean isOnPort(Binding binding) {
    return binding.isBound() && binding.local().port() == destination.port();
  }

  private int withPort(Binding binding, int points) {
    int port = binding.peer().port();
    if (port == 0) {
      return points;
    }
    return port == source.port() ? points + 2 : NO_MATCH;
  }
}
