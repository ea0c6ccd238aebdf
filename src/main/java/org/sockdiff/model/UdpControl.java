// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.ControlMessage;
import org.sockdiff.abi.ControlType;
import org.sockdiff.abi.ControlValue;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.ControlRules;
import org.sockdiff.rule.ControlRules.MappedPacketInfo;
import org.sockdiff.rule.ControlRules.Order;
import org.sockdiff.rule.ControlRules.PacketInfoNoted;

/**
 * The control messages beside a datagram, in the order in which they are delivered. A peek delivers
 * them, too, and leaves them.
 *
 * <p>Source: net/socket.c, __sock_recv_cmsgs; net/ipv4/ip_sockglue.c, ip_cmsg_recv_offset,
 * ipv4_pktinfo_prepare; net/ipv6/datagram.c, ip6_datagram_recv_common_ctl,
 * ip6_datagram_recv_specific_ctl; net/ipv6/udp.c, udpv6_recvmsg.
 */
final class UdpControl {
  /** The index of lo, the only interface. */
  static final int LOOPBACK_IFINDEX = 1;

  private static final int TIME = 16;
  private static final SockAddr ANY = new SockAddr.Inet(0, 0);

  private UdpControl() {}

  static void put(Host host, UdpSocket socket, SkBuff skb, ControlRoom room) {
    MessageOptions options = socket.options().messages();
    if (options.on().isEmpty()) {
      return;
    }
    putCommon(options, skb.envelope().drops(), room);
    boolean addressFirst = host.answer(ControlRules.ORDER) == Order.ADDRESS_FIRST;
    if (addressFirst) {
      putAddress(host, options, skb, room);
    }
    putHeader(options, skb, addressFirst, room);
    if (!addressFirst) {
      putAddress(host, options, skb, room);
    }
  }

  private static void putAddress(Host host, MessageOptions options, SkBuff skb, ControlRoom room) {
    if (options.has(SockOpt.IPV6_RECVPKTINFO)) {
      putPacketInfo6(host, skb, room);
    }
    if (options.has(SockOpt.IP_PKTINFO) && !skb.isInet6()) {
      putPacketInfo(host, skb, room);
    }
  }

  /** Those of level SOL_SOCKET. Source: net/socket.c, sock_recv_timestamp, sock_recv_drops. */
  private static void putCommon(MessageOptions options, int drops, ControlRoom room) {
    putTime(options, room);
    if (options.has(SockOpt.SO_RXQ_OVFL) && drops != 0) {
      room.put(ControlType.SO_RXQ_OVFL, new ControlValue.Int(drops));
    }
  }

  /** The time, if it is asked for. */
  static void putTime(MessageOptions options, ControlRoom room) {
    if (options.has(SockOpt.SO_TIMESTAMP)) {
      room.put(ControlType.SO_TIMESTAMP, new ControlValue.Time(TIME, true));
    } else if (options.has(SockOpt.SO_TIMESTAMPNS)) {
      room.put(ControlType.SO_TIMESTAMPNS, new ControlValue.Time(TIME, true));
    }
  }

  private static boolean located(Host host, SkBuff skb) {
    return skb.envelope().asked()
        || host.answer(ControlRules.PACKET_INFO_NOTED) == PacketInfoNoted.ALWAYS;
  }

  private static void putPacketInfo(Host host, SkBuff skb, ControlRoom room) {
    SockAddr destination = skb.to().withPort(0);
    boolean located = located(host, skb);
    room.put(
        ControlType.IP_PKTINFO,
        ControlMessage.packetInfo(
            located ? LOOPBACK_IFINDEX : 0, located ? destination : ANY, destination));
  }

  private static void putPacketInfo6(Host host, SkBuff skb, ControlRoom room) {
    if (skb.isInet6()) {
      room.put(
          ControlType.IPV6_PKTINFO,
          ControlMessage.packetInfo6(skb.to().withPort(0), LOOPBACK_IFINDEX));
    } else if (host.answer(ControlRules.MAPPED_PACKET_INFO) == MappedPacketInfo.DELIVERED) {
      room.put(
          ControlType.IPV6_PKTINFO,
          ControlMessage.packetInfo6(
              Inet.mapped(skb.to()).withPort(0), located(host, skb) ? LOOPBACK_IFINDEX : 0));
    }
  }

  /** The number of hops and the class of traffic, or the other way round. */
  private static void putHeader(
      MessageOptions options, SkBuff skb, boolean hopsFirst, ControlRoom room) {
    if (hopsFirst) {
      putHops(options, skb, room);
    }
    boolean inet6 = skb.isInet6();
    if (options.has(inet6 ? SockOpt.IPV6_RECVTCLASS : SockOpt.IP_RECVTOS)) {
      room.put(
          inet6 ? ControlType.IPV6_TCLASS : ControlType.IP_TOS,
          new ControlValue.Int(skb.envelope().trafficClass()));
    }
    if (!hopsFirst) {
      putHops(options, skb, room);
    }
  }

  private static void putHops(MessageOptions options, SkBuff skb, ControlRoom room) {
    boolean inet6 = skb.isInet6();
    if (options.has(inet6 ? SockOpt.IPV6_RECVHOPLIMIT : SockOpt.IP_RECVTTL)) {
      room.put(
          inet6 ? ControlType.IPV6_HOPLIMIT : ControlType.IP_TTL,
          new ControlValue.Int(skb.envelope().hops()));
    }
  }

  /**
   * A datagram as the socket notes it when it is queued: whether somebody asks where it came in,
   * and how many were dropped.
   */
  static SkBuff noted(UdpSocket socket, SkBuff skb) {
    MessageOptions options = socket.options().messages();
    boolean asked = options.has(SockOpt.IP_PKTINFO) || options.has(SockOpt.IPV6_RECVPKTINFO);
    return skb.withEnvelope(
        skb.envelope().noted(asked, options.has(SockOpt.SO_RXQ_OVFL) ? socket.drops() : 0));
  }
}
