// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.Optional;
import java.util.OptionalInt;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.Rules;
import org.sockdiff.rule.Rules.InDatagramsAt;
import org.sockdiff.rule.Rules.OverflowCounts;
import org.sockdiff.rule.Rules.WakeUp;
import org.sockdiff.rule.ShutdownRules;
import org.sockdiff.rule.ShutdownRules.Arrival;
import org.sockdiff.rule.ShutdownRules.ErrorWakeUp;

/**
 * A datagram on lo: to the socket that it is for, or back as an ICMP error. It is there when send
 * returns.
 *
 * <p>Source: net/ipv4/udp.c, __udp4_lib_rcv, __udp4_lib_err, __udp_enqueue_schedule_skb, and their
 * namesakes in net/ipv6/udp.c.
 */
final class UdpDelivery {
  /** What sock_def_readable wakes for. */
  private static final int READABLE =
      PollFlag.POLLIN.bit()
          | PollFlag.POLLPRI.bit()
          | PollFlag.POLLRDNORM.bit()
          | PollFlag.POLLRDBAND.bit();

  private UdpDelivery() {}

  /** Both addresses are of one family; v4-mapped ones do not occur. */
  static Host deliver(
      Host host, SockAddr source, SockAddr destination, Bytes payload, Envelope envelope) {
    boolean inet6 = Inet.isInet6(destination);
    OptionalInt receiver = UdpLookup.find(host, source, destination);
    if (receiver.isEmpty()) {
      return refuse(
          host.count(inet6 ? Counter.UDP6_NO_PORTS : Counter.UDP_NO_PORTS), source, destination);
    }
    int truesize =
        inet6
            ? UdpFragments.truesize6(host.machine(), payload.length())
            : host.machine().truesize().charge(payload.length());
    return enqueue(
        host,
        receiver.getAsInt(),
        new SkBuff(payload, source, destination, truesize, false, envelope),
        inet6);
  }

  private static Host enqueue(Host host, int receiver, SkBuff skb, boolean inet6) {
    UdpSocket socket = (UdpSocket) host.socket(receiver);
    if (socket.isShutForReceiving()
        && host.answer(ShutdownRules.UDP_ARRIVAL_AFTER_SHUT_RD) == Arrival.DROPPED) {
      return host.count(inet6 ? Counter.UDP6_RCVBUF_ERRORS : Counter.UDP_RCVBUF_ERRORS)
          .count(inet6 ? Counter.UDP6_IN_DATAGRAMS : Counter.UDP_IN_DATAGRAMS);
    }
    if (!fits(host, socket, skb)) {
      return countOverflow(host.withSocket(receiver, socket.dropping()), inet6);
    }
    SkBuff noted = UdpControl.noted(socket, skb);
    Host queued = host.withSocket(receiver, socket.withQueue(socket.queue().enqueue(noted)));
    if (host.answer(Rules.UDP_IN_DATAGRAMS_AT) == InDatagramsAt.ENQUEUE) {
      queued = queued.count(inet6 ? Counter.UDP6_IN_DATAGRAMS : Counter.UDP_IN_DATAGRAMS);
    }
    return socket.waiters().isEmpty() ? queued : wake(queued, receiver);
  }

  private static Host wake(Host host, int receiver) {
    return host.answer(Rules.DATAGRAM_WAKE_UP) == WakeUp.FIRST_SLEEPER
        ? host.wakeOne(receiver, READABLE)
        : host.wakeAll(receiver);
  }

  private static boolean fits(Host host, UdpSocket socket, SkBuff skb) {
    int charged = socket.queue().charged();
    int limit = socket.options().rcvbuf();
    return switch (host.answer(Rules.UDP_ADMISSION)) {
      case SUM_BELOW -> charged + skb.truesize() < limit;
      case CHARGE_BELOW -> charged < limit;
      case CHARGE_AT_MOST -> charged <= limit;
      case SUM_AT_MOST_OR_EMPTY -> charged == 0 || charged + skb.truesize() <= limit;
      case PAYLOAD_BELOW ->
          socket.queue().items().stream().mapToInt(s -> s.payload().length()).sum() < limit;
    };
  }

  private static Host countOverflow(Host host, boolean inet6) {
    OverflowCounts rule = host.answer(Rules.UDP_OVERFLOW_COUNTS);
    Host counted = host;
    if (rule != OverflowCounts.IN_ERRORS) {
      counted = counted.count(inet6 ? Counter.UDP6_RCVBUF_ERRORS : Counter.UDP_RCVBUF_ERRORS);
    }
    if (rule == OverflowCounts.RCVBUF_ERRORS_AND_IN_DATAGRAMS) {
      return counted.count(inet6 ? Counter.UDP6_IN_DATAGRAMS : Counter.UDP_IN_DATAGRAMS);
    }
    return counted.count(inet6 ? Counter.UDP6_IN_ERRORS : Counter.UDP_IN_ERRORS);
  }

  /**
   * The ICMP port unreachable reaches the socket that sent it, if that is connected to there. None
   * is sent from an address that is not this host's (net/ipv4/icmp.c, icmp_route_lookup).
   */
  private static Host refuse(Host host, SockAddr source, SockAddr destination) {
    OptionalInt sender =
        Inet.isLocal(destination)
            ? UdpLookup.find(host, /* source= */ destination, /* destination= */ source)
            : OptionalInt.empty();
    if (sender.isEmpty()) {
      return host;
    }
    int id = sender.getAsInt();
    UdpSocket socket = (UdpSocket) host.socket(id);
    if (!socket.binding().connected()) {
      return host;
    }
    Host told = host.withSocket(id, socket.withError(Optional.of(Errno.ECONNREFUSED)));
    if (socket.waiters().isEmpty()) {
      return told;
    }
    return host.answer(ShutdownRules.DATAGRAM_ERROR_WAKE_UP) == ErrorWakeUp.FIRST_SLEEPER
        ? told.wakeOne(id, PollFlag.POLLERR.bit())
        : told.wakeShared(id, PollFlag.POLLERR.bit());
  }
}
