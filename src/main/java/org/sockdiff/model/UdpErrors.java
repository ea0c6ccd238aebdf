// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.Room;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.ShutdownRules;
import org.sockdiff.rule.ShutdownRules.ErrorWakeUp;

/**
 * The error queue of a UDP socket with IP_RECVERR or IPV6_RECVERR.
 *
 * <p>Its records are charged against the receive buffer, but what each charges is not known: at
 * most {@link #MOST_CHARGED}. Where it could matter the model has nothing to say.
 *
 * <p>Source: net/ipv4/ip_sockglue.c, ip_icmp_error, ip_local_error, ip_recv_error;
 * net/ipv6/datagram.c, ipv6_icmp_error, ipv6_local_error, ipv6_recv_error; net/core/skbuff.c,
 * sock_queue_err_skb, sock_dequeue_err_skb.
 */
final class UdpErrors {
  private static final int MOST_CHARGED = 4352;
  private static final int MOST_QUOTED = 576 - 20 - 8 - 20 - 8;
  private static final int MOST_QUOTED6 = 1280 - 40 - 8 - 40 - 8;
  private static final int PORT_UNREACHABLE_TYPE = 3;
  private static final int PORT_UNREACHABLE_CODE = 3;
  private static final int PORT_UNREACHABLE_TYPE6 = 1;
  private static final int PORT_UNREACHABLE_CODE6 = 4;
  private static final int INTERNET_CONTROL = 0xc0;
  private static final int TOS_MASK = 0x1e;
  private static final int MTU = 65536;

  private UdpErrors() {}

  /** Whether a socket keeps errors of datagrams of this family. */
  static boolean keeps(UdpSocket socket, boolean inet6) {
    return socket.options().messages().has(inet6 ? SockOpt.IPV6_RECVERR : SockOpt.IP_RECVERR);
  }

  /** The report that nobody has the port that a datagram was sent to. */
  static ErrorRecord portUnreachable(
      SockAddr source, SockAddr destination, Bytes payload, Envelope envelope) {
    boolean inet6 = Inet.isInet6(destination);
    return new ErrorRecord(
        payload.first(inet6 ? MOST_QUOTED6 : MOST_QUOTED),
        source,
        destination,
        Errno.ECONNREFUSED,
        inet6 ? ErrorRecord.Origin.ICMP6 : ErrorRecord.Origin.ICMP,
        inet6 ? PORT_UNREACHABLE_TYPE6 : PORT_UNREACHABLE_TYPE,
        inet6 ? PORT_UNREACHABLE_CODE6 : PORT_UNREACHABLE_CODE,
        0,
        inet6 ? 0 : (envelope.trafficClass() & TOS_MASK) | INTERNET_CONTROL);
  }

  /**
   * What is kept of a send that is too long: no data, and over IPv4 the port of the peer. Source:
   * net/ipv4/ip_output.c, __ip_append_data; net/ipv6/ip6_output.c, __ip6_append_data.
   */
  static Host tooLong(Host host, int id, UdpSocket socket, SockAddr source, SockAddr destination) {
    boolean inet6 = Inet.isInet6(destination);
    if (!keeps(socket, inet6)) {
      return host;
    }
    int peer = socket.binding().connected() ? socket.binding().peer().port() : 0;
    return queue(
        host,
        id,
        new ErrorRecord(
            Bytes.EMPTY,
            source,
            inet6 ? destination : destination.withPort(peer),
            Errno.EMSGSIZE,
            ErrorRecord.Origin.LOCAL,
            0,
            0,
            inet6 ? MTU : MTU - 1,
            0));
  }

  static Host queue(Host host, int id, ErrorRecord record) {
    UdpSocket socket = (UdpSocket) host.socket(id);
    refuseIfFull(socket, MOST_CHARGED);
    List<ErrorRecord> longer = new ArrayList<>(socket.errors());
    longer.add(record);
    return report(host.withSocket(id, socket.withErrors(longer)), id);
  }

  /** Wakes those who wait for an error. Source: net/core/sock.c, sk_error_report. */
  static Host report(Host host, int id) {
    if (host.socket(id).waiters().isEmpty()) {
      return host;
    }
    return host.answer(ShutdownRules.DATAGRAM_ERROR_WAKE_UP) == ErrorWakeUp.FIRST_SLEEPER
        ? host.wakeOne(id, PollFlag.POLLERR.bit())
        : host.wakeShared(id, PollFlag.POLLERR.bit());
  }

  /** Stops where it depends on what the records charge whether so many bytes more fit. */
  static void refuseIfFull(UdpSocket socket, int more) {
    if (socket.queue().charged() + socket.errors().size() * MOST_CHARGED + more
        >= socket.options().rcvbuf()) {
      throw new ModelGap("a receive buffer shared with error records");
    }
  }

  /**
   * recvmsg with MSG_ERRQUEUE. It takes the oldest record, also with MSG_PEEK, and never sleeps.
   * The pending error is then that of the next record, or none.
   */
  static List<Step> receive(Host host, int id, UdpSocket socket, Receive receive) {
    if (socket.errors().isEmpty()) {
      return Step.returned(Outcome.failed(Errno.EAGAIN), host);
    }
    ErrorRecord record = socket.errors().get(0);
    List<ErrorRecord> rest = socket.errors().subList(1, socket.errors().size());
    Host taken = host.withSocket(id, socket.withErrors(rest).withError(next(socket, record, rest)));
    Host after = rest.isEmpty() ? taken : report(taken, id);
    Bytes data = record.payload().first(receive.length());
    if (receive.faultsAt(data.length())) {
      return Step.returned(Outcome.failed(Errno.EFAULT), after);
    }
    if (receive.asksFrom() && receive.badFrom()) {
      return Step.returned(Outcome.failed(Errno.EFAULT), after);
    }
    ControlRoom room = new ControlRoom(host, receive.control().orElse(Room.of(0)));
    put(socket, record, room);
    int flags =
        MsgFlag.MSG_ERRQUEUE.bit()
            | (data.length() < record.payload().length() ? MsgFlag.MSG_TRUNC.bit() : 0)
            | (receive.flags() & MsgFlag.MSG_CMSG_CLOEXEC.bit())
            | room.flags();
    return Step.returned(
        new Outcome.Returned(
            data.length(),
            data,
            receive.returnsFlags() ? flags : Outcome.NO_FLAGS,
            receive.asksFrom() ? shown(socket, record.to()) : SockAddr.NONE,
            receive.returnsFlags() ? room.out() : Out.NOTHING),
        after);
  }

  private static Optional<Errno> next(UdpSocket socket, ErrorRecord taken, List<ErrorRecord> rest) {
    if (!rest.isEmpty() && rest.get(0).isIcmp()) {
      return Optional.of(rest.get(0).errno());
    }
    return taken.isIcmp() ? Optional.empty() : socket.error();
  }

  private static SockAddr shown(UdpSocket socket, SockAddr address) {
    return socket.isInet6() ? Inet.mapped(address) : address;
  }

  private static void put(UdpSocket socket, ErrorRecord record, ControlRoom room) {
    MessageOptions options = socket.options().messages();
    UdpControl.putTime(options, room);
    if (record.isIcmp()) {
      putReport(socket, options, record, room);
    }
    room.put(
        socket.isInet6() ? ControlType.IPV6_RECVERR : ControlType.IP_RECVERR,
        ControlMessage.extendedError(
            record.errno().number(),
            record.origin().number(),
            record.type(),
            record.code(),
            record.info(),
            0,
            record.isIcmp() ? shown(socket, record.to().withPort(0)) : SockAddr.UNSPEC));
  }

  /** What the options say of the ICMP message, which went to where the datagram came from. */
  private static void putReport(
      UdpSocket socket, MessageOptions options, ErrorRecord record, ControlRoom room) {
    SockAddr to = record.from().withPort(0);
    boolean inet6 = Inet.isInet6(to);
    if (options.has(SockOpt.IPV6_RECVPKTINFO)) {
      room.put(
          ControlType.IPV6_PKTINFO,
          ControlMessage.packetInfo6(shown(socket, to), UdpControl.LOOPBACK_IFINDEX));
    }
    if (options.has(SockOpt.IP_PKTINFO) && !inet6) {
      room.put(
          ControlType.IP_PKTINFO,
          ControlMessage.packetInfo(UdpControl.LOOPBACK_IFINDEX, new SockAddr.Inet(0, 0), to));
    }
    if (options.has(inet6 ? SockOpt.IPV6_RECVHOPLIMIT : SockOpt.IP_RECVTTL)) {
      room.put(
          inet6 ? ControlType.IPV6_HOPLIMIT : ControlType.IP_TTL,
          new ControlValue.Int(MessageOptions.DEFAULT_TTL));
    }
    if (options.has(inet6 ? SockOpt.IPV6_RECVTCLASS : SockOpt.IP_RECVTOS)) {
      room.put(
          inet6 ? ControlType.IPV6_TCLASS : ControlType.IP_TOS,
          new ControlValue.Int(record.trafficClass()));
    }
  }
}
