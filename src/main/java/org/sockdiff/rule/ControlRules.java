// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.REMEMBERED;
import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about control messages. */
public final class ControlRules {
  /** What becomes of a control message that there is not enough room for. */
  public enum CutOff {
    /** As much of it is written as fits, at least its header, and MSG_CTRUNC shows. */
    CUT_AND_FLAGGED,
    /** Its header alone is written, if that fits, and no flag shows. */
    HEADER_ALONE
  }

  /** In which order the messages of levels IPPROTO_IP and IPPROTO_IPV6 are delivered. */
  public enum Order {
    /** Where it came in, the TTL or hop limit, the type of service or traffic class. */
    ADDRESS_FIRST,
    /** The other way round. */
    ADDRESS_LAST
  }

  /** Whether an IPv4 datagram's way in is noted where nobody asked for IP_PKTINFO yet. */
  public enum PacketInfoNoted {
    ALWAYS,
    /** No: ipi_ifindex and ipi_spec_dst are 0 if the option is set afterwards. */
    IF_ASKED
  }

  /** Whether an IPv6 socket delivers IPV6_PKTINFO with IPv4 datagrams. */
  public enum MappedPacketInfo {
    NOT_DELIVERED,
    /** With the v4-mapped address. */
    DELIVERED
  }

  /** Whether there is the option SO_RXQ_OVFL. */
  public enum RxqOvfl {
    /** No: ENOPROTOOPT. */
    MISSING,
    /** No, but setting it is no error. */
    SET_IN_VAIN,
    THERE
  }

  /** Whether there is the option SO_TIMESTAMPNS. */
  public enum TimestampNs {
    /** No, but setting it is no error. */
    SET_IN_VAIN,
    THERE
  }

  public static final Rule<CutOff> CUT_OFF =
      Rule.named(
              "control.cut-off",
              CutOff.class,
              "What becomes of a control message that there is not enough room for?")
          .from("2.6.11", CutOff.CUT_AND_FLAGGED, RUN, "run on 6.18.44")
          .inGvisor("20221219", CutOff.HEADER_ALONE)
          .decidedIn("net/core/scm.c, put_cmsg")
          .toldApartBy("traces/eras/control-cut-off.trace");

  public static final Rule<Order> ORDER =
      Rule.named(
              "ip.control-order",
              Order.class,
              "In which order are the control messages about an IP header delivered?")
          .from("2.6.11", Order.ADDRESS_FIRST, RUN, "run on 2.6.32.67 to 4.10.17, 6.18.44")
          .inGvisor("20221219", Order.ADDRESS_LAST)
          .decidedIn("net/ipv4/ip_sockglue.c, ip_cmsg_recv_offset")
          .toldApartBy("traces/eras/ip-control-order.trace");

  public static final Rule<PacketInfoNoted> PACKET_INFO_NOTED =
      Rule.named(
              "ip.packet-info-noted",
              PacketInfoNoted.class,
              "Is the way in of an IPv4 datagram noted where nobody asked for IP_PKTINFO yet?")
          .from(
              "2.6.11",
              PacketInfoNoted.ALWAYS,
              REMEMBERED,
              "the interface was looked up when the datagram was read, or noted of each")
          .from(
              "3.13",
              PacketInfoNoted.IF_ASKED,
              RUN,
              "fbf8866d6563 \"net: ipv4 only populate IP_PKTINFO when needed\"; run on 6.18.44")
          .inGvisor("20221219", PacketInfoNoted.ALWAYS)
          .decidedIn("net/ipv4/ip_sockglue.c, ipv4_pktinfo_prepare")
          .toldApartBy("traces/eras/ip-packet-info-noted.trace");

  public static final Rule<MappedPacketInfo> MAPPED_PACKET_INFO =
      Rule.named(
              "ipv6.mapped-packet-info",
              MappedPacketInfo.class,
              "Does an IPv6 socket deliver IPV6_PKTINFO with IPv4 datagrams?")
          .from("2.6.11", MappedPacketInfo.NOT_DELIVERED, REMEMBERED, "remembered")
          .from(
              "3.15",
              MappedPacketInfo.DELIVERED,
              RUN,
              "4b261c75a99f \"ipv6: make IPV6_RECVPKTINFO work for ipv4 datagrams\"; run on 6.18.44")
          .inGvisor("20221219", MappedPacketInfo.NOT_DELIVERED)
          .decidedIn("net/ipv6/datagram.c, ip6_datagram_recv_common_ctl")
          .toldApartBy("traces/eras/ipv6-mapped-packet-info.trace");

  public static final Rule<RxqOvfl> RXQ_OVFL =
      Rule.named("sock.rxq-ovfl", RxqOvfl.class, "Is there the option SO_RXQ_OVFL?")
          .from("2.6.11", RxqOvfl.MISSING, RUN, "run on 2.6.24, 2.6.32.67")
          .from("2.6.33", RxqOvfl.THERE, RUN, "run on 3.19.8 to 4.10.17, 6.18.44")
          .inGvisor("20221219", RxqOvfl.SET_IN_VAIN)
          .decidedIn("net/core/sock.c, sk_setsockopt")
          .toldApartBy("traces/eras/sock-rxq-ovfl.trace");

  public static final Rule<TimestampNs> TIMESTAMP_NS =
      Rule.named("sock.timestampns", TimestampNs.class, "Is there the option SO_TIMESTAMPNS?")
          .from("2.6.22", TimestampNs.THERE, RUN, "run on 6.18.44")
          .inGvisor("20221219", TimestampNs.SET_IN_VAIN)
          .decidedIn("net/core/sock.c, sk_setsockopt")
          .toldApartBy("traces/eras/sock-timestampns.trace");

  private ControlRules() {}
}
