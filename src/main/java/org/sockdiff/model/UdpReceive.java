// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.FamilyRules;
import org.sockdiff.rule.FamilyRules.MappedCounts;
import org.sockdiff.rule.FaultRules;
import org.sockdiff.rule.FaultRules.FaultCounts;
import org.sockdiff.rule.Rules;
import org.sockdiff.rule.Rules.ChargeReturned;
import org.sockdiff.rule.Rules.InDatagramsAt;
import org.sockdiff.rule.Rules.NameAtShutdown;

/**
 * recv, recvfrom and recvmsg on a UDP socket.
 *
 * <p>The order of the tests is the same in every version read (2.6.11 to 7.1.5): the pending error,
 * then the queue, then EAGAIN for a call that may not sleep, and only for one that may the
 * shutdown.
 *
 * <p>A peek starts from SO_PEEK_OFF as it was when the call began. If the option is on the call has
 * a second part, which moves it.
 *
 * <p>Source: net/ipv4/udp.c, udp_recvmsg and __skb_recv_udp; net/core/datagram.c,
 * __skb_wait_for_more_packets; before 4.13 net/core/datagram.c, __skb_recv_datagram.
 */
record UdpReceive(Receive receive, long timeout, int peekOffset) implements Pending {
  private static final int WAKING = PollFlag.POLLIN.bit() | PollFlag.POLLERR.bit();

  static List<Step> start(Host host, Receive receive) {
    UdpSocket socket = (UdpSocket) host.socket(host.descriptionAt(receive.description()).socket());
    long timeout = socket.options().receiveTimeout();
    boolean nonblocking =
        MsgFlag.MSG_DONTWAIT.in(receive.flags())
            || host.descriptionAt(receive.description()).nonblocking()
            || timeout == 0;
    return new UdpReceive(receive, timeout, socket.options().peekOffset())
        .attempt(host, !nonblocking);
  }

  @Override
  public List<Step> resume(Host host) {
    return attempt(host, true);
  }

  /** The time is up: the queue is looked at once more, as for a call that may not sleep. */
  @Override
  public List<Step> expire(Host host) {
    return attempt(host, false);
  }

  @Override
  public List<Integer> holds() {
    return List.of(receive.description());
  }

  private int id(Host host) {
    return host.descriptionAt(receive.description()).socket();
  }

  private UdpSocket socket(Host host) {
    return (UdpSocket) host.socket(id(host));
  }

  private List<Step> attempt(Host host, boolean maySleep) {
    if (MsgFlag.MSG_ERRQUEUE.in(receive.flags())) {
      return UdpErrors.receive(host, id(host), socket(host), receive);
    }
    UdpSocket socket = socket(host);
    if (socket.error().isPresent()) {
      return Step.returned(
          Outcome.failed(socket.error().get()),
          host.withSocket(id(host), socket.withError(Optional.empty())));
    }
    Optional<PeekOffset.Found> found = find(host, socket.queue());
    if (found.isPresent()) {
      return List.of(
          receive.faultsAt(found.get().rest())
              ? fault(host, socket, found.get())
              : take(host, socket, found.get()));
    }
    return foundNothing(lookedAtAll(host, socket), maySleep);
  }

  private List<Step> foundNothing(Host host, boolean maySleep) {
    UdpSocket socket = socket(host);
    if (!maySleep) {
      return Step.returned(Outcome.failed(Errno.EAGAIN), host);
    }
    if (socket.isShutForReceiving()) {
      return Step.returned(named(endOfInput(host)), host);
    }
    return List.of(new Step.Parked(host.park(receive.thread(), this, id(host), WAKING)));
  }

  /**
   * The sender's address is written last: a bad pointer there fails a call that has done its work.
   * Source: net/socket.c, __sys_recvfrom, ____sys_recvmsg and move_addr_to_user.
   */
  private Outcome named(Outcome.Returned outcome) {
    return receive.asksFrom() && receive.badFrom() && outcome.from() != SockAddr.NONE
        ? Outcome.failed(Errno.EFAULT)
        : outcome;
  }

  /**
   * The data cannot be copied: a read loses the datagram, a peek leaves it. Either is a look at it.
   */
  private Step fault(Host host, UdpSocket socket, PeekOffset.Found found) {
    SkBuff skb = found.skb();
    boolean first =
        host.answer(Rules.UDP_IN_DATAGRAMS_AT) == InDatagramsAt.FIRST_LOOK
            ? !skb.peeked()
            : !peeks();
    boolean counts = first && host.answer(FaultRules.UDP_FAULT_COUNTS) == FaultCounts.IN_ERRORS;
    Host counted =
        counts
            ? host.count(
                countsInUdp6(host, socket, skb) ? Counter.UDP6_IN_ERRORS : Counter.UDP_IN_ERRORS)
            : host;
    return new Step.Returned(
        Outcome.failed(Errno.EFAULT), looked(counted, counts ? socket.dropping() : socket, found));
  }

  private Outcome.Returned endOfInput(Host host) {
    SockAddr from =
        receive.asksFrom() && host.answer(Rules.UDP_NAME_AT_SHUTDOWN) == NameAtShutdown.PRESET
            ? SockAddr.UNDEFINED
            : SockAddr.NONE;
    return new Outcome.Returned(0, Bytes.EMPTY, flags(false), from, receive.nothingBeside());
  }

  /**
   * Of what was asked for, msg_flags shows MSG_CMSG_CLOEXEC alone. Source: net/socket.c,
   * ____sys_recvmsg.
   */
  private int flags(boolean truncated) {
    return receive.returnsFlags()
        ? (truncated ? MsgFlag.MSG_TRUNC.bit() : 0)
            | (receive.flags() & MsgFlag.MSG_CMSG_CLOEXEC.bit())
        : Outcome.NO_FLAGS;
  }

  private boolean peeks() {
    return MsgFlag.MSG_PEEK.in(receive.flags());
  }

  private Optional<PeekOffset.Found> find(Host host, ReceiveQueue queue) {
    return peeks()
        ? PeekOffset.find(host, queue, peekOffset)
        : queue.head().map(skb -> new PeekOffset.Found(0, skb, 0));
  }

  /** A peek that passed over everything looked at all of it. */
  private Host lookedAtAll(Host host, UdpSocket socket) {
    return socket.queue().isEmpty()
        ? host
        : host.withSocket(
            id(host),
            socket.withQueue(
                socket
                    .queue()
                    .lookedFor(socket.queue().size(), host.answer(Rules.UDP_CHARGE_RETURNED))));
  }

  /**
   * Takes what was found, or looks at it. What is cut off is told by comparing the room with the
   * whole datagram, so with an offset MSG_TRUNC also shows if the rest fits exactly.
   */
  private Step take(Host host, UdpSocket socket, PeekOffset.Found found) {
    SkBuff skb = found.skb();
    int length = skb.payload().length();
    int rest = found.rest();
    boolean truncated = receive.length() <= rest && receive.length() < length;
    Bytes data =
        skb.payload().slice(found.start(), found.start() + Math.min(receive.length(), rest));
    Outcome.Returned outcome =
        receive.beside(
            host,
            socket,
            skb,
            new Outcome.Returned(
                MsgFlag.MSG_TRUNC.in(receive.flags()) ? length : data.length(),
                asTold(data, length),
                flags(truncated),
                receive.asksFrom() ? sender(socket, skb) : SockAddr.NONE,
                Out.NOTHING));
    Host after = looked(count(host, socket, skb), socket, found);
    return PeekOffset.isOn(host, socket.options().peekOffset())
        ? new Step.Going(
            after.going(
                receive.thread(),
                new PeekOffset.Move(
                    receive.description(),
                    (int) (peeks() ? outcome.value() : -outcome.value()),
                    named(outcome))))
        : new Step.Returned(named(outcome), after);
  }

  /**
   * With an offset a peek with MSG_TRUNC may return more than it copied though there was room:
   * behind what it copied is what was in the buffer.
   */
  private Bytes asTold(Bytes copied, int returned) {
    int told = Math.min(returned, receive.length());
    return MsgFlag.MSG_TRUNC.in(receive.flags()) && told > copied.length()
        ? copied.plus(Room.untouched(told - copied.length()))
        : copied;
  }

  private static SockAddr sender(UdpSocket socket, SkBuff skb) {
    return socket.isInet6() ? Inet.mapped(skb.from()) : skb.from();
  }

  private Host count(Host host, UdpSocket socket, SkBuff skb) {
    boolean counts =
        switch (host.answer(Rules.UDP_IN_DATAGRAMS_AT)) {
          case ENQUEUE -> false;
          case FIRST_LOOK -> !skb.peeked();
          case CONSUMPTION -> !peeks();
        };
    return counts
        ? host.count(
            countsInUdp6(host, socket, skb) ? Counter.UDP6_IN_DATAGRAMS : Counter.UDP_IN_DATAGRAMS)
        : host;
  }

  private static boolean countsInUdp6(Host host, UdpSocket socket, SkBuff skb) {
    return skb.isInet6()
        || (socket.isInet6() && host.answer(FamilyRules.UDP_MAPPED_COUNTS) == MappedCounts.UDP6);
  }

  private Host looked(Host host, UdpSocket socket, PeekOffset.Found found) {
    ChargeReturned rule = host.answer(Rules.UDP_CHARGE_RETURNED);
    if (!peeks()) {
      return host.withSocket(
          id(host), socket.withQueue(socket.queue().dequeue(rule, socket.options().rcvbuf())));
    }
    ReceiveQueue queue = socket.queue().lookedFor(found.index(), rule);
    SkBuff skb = found.skb();
    return host.withSocket(
        id(host),
        socket.withQueue(
            marks(host, skb) && !skb.peeked()
                ? queue.with(found.index(), skb.markPeeked())
                : queue));
  }

  /**
   * Whether a peek leaves its mark: on every datagram where first looks count, else on empty ones.
   */
  private static boolean marks(Host host, SkBuff skb) {
    return skb.payload().isEmpty()
        || host.profile().answerOf(Rules.UDP_IN_DATAGRAMS_AT) == InDatagramsAt.FIRST_LOOK;
  }

  /** FIONREAD: the length of the first datagram. Source: net/ipv4/udp.c, first_packet_length. */
  static List<Step> inputQueue(Host host, int id, UdpSocket socket) {
    long length = socket.queue().head().map(skb -> skb.payload().length()).orElse(0);
    return Step.returned(
        Outcome.ofOut(0, new Out.Int(length)),
        socket.queue().isEmpty() ? host : refill(host, id, socket));
  }

  /** Source: net/ipv4/udp.c, udp_poll: a blocking socket's head is looked at. */
  static Host looked(Host host, int id, UdpSocket socket, boolean nonblocking) {
    return socket.queue().isEmpty() || nonblocking || socket.isShutForReceiving()
        ? host
        : refill(host, id, socket);
  }

  private static Host refill(Host host, int id, UdpSocket socket) {
    ReceiveQueue queue = socket.queue().refilled(host.answer(Rules.UDP_CHARGE_RETURNED));
    return host.withSocket(id, socket.withQueue(queue));
  }
}
