// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.READ;
import static org.sockdiff.rule.Rule.Evidence.REMEMBERED;
import static org.sockdiff.rule.Rule.Evidence.RUN;

import java.util.List;
import java.util.Optional;

/** Every rule. */
public final class Rules {
  /** When a datagram counts in InDatagrams. */
  public enum InDatagramsAt {
    /** When it is queued: neither peek nor read counts. */
    ENQUEUE,
    /** At the first look that succeeds, peek or read; later looks do not count. */
    FIRST_LOOK,
    /** At the read that takes it; a peek never counts. */
    CONSUMPTION
  }

  /** What a receive call that returns 0 after SHUT_RD says of the sender. */
  public enum NameAtShutdown {
    /** The address length was set beforehand: bytes that were never written are returned. */
    PRESET,
    /** The length is 0. */
    NONE
  }

  /**
   * When an arriving datagram fits: M is what is charged already, T its own charge, R the limit.
   */
  public enum Admission {
    /** M + T &lt; R: the first datagram is not special. */
    SUM_BELOW,
    /** M &lt; R. */
    CHARGE_BELOW,
    /** M &lt;= R. */
    CHARGE_AT_MOST,
    /** M + T &lt;= R, or nothing is charged. */
    SUM_AT_MOST_OR_EMPTY,
    /** gVisor: payload bytes queued &lt; R. */
    PAYLOAD_BELOW
  }

  /** When the charge of a datagram that was read is given back. */
  public enum ChargeReturned {
    /** When the read ends. */
    AT_READ,
    /** Once a quarter of the limit has gathered, or the queue is empty. */
    AT_QUARTER,
    /** Likewise, but of a private queue of the reader, which is refilled when it is empty. */
    AT_QUARTER_READER_QUEUE
  }

  /** Which counters a refused datagram moves. */
  public enum OverflowCounts {
    /** InErrors. */
    IN_ERRORS,
    /** RcvbufErrors and InErrors. */
    BOTH,
    /** RcvbufErrors, and InDatagrams all the same. */
    RCVBUF_ERRORS_AND_IN_DATAGRAMS
  }

  /** The smallest receive buffer limit. */
  public enum RcvbufMinimum {
    /** 256 bytes. */
    B256,
    /** 2048 and a {@code struct sk_buff}. */
    B2304,
    /** gVisor's 4096. */
    B4096
  }

  /** The smallest send buffer limit. */
  public enum SndbufMinimum {
    /** 2048 bytes. */
    B2048,
    /** gVisor's 4096. */
    B4096,
    /** Twice 2048 and a {@code struct sk_buff}. */
    B4608
  }

  /** Who wakes when a datagram arrives. */
  public enum WakeUp {
    /** The first exclusive sleeper; if it only peeks the wake-up is used up. */
    FIRST_SLEEPER,
    /** All sleepers. */
    ALL_SLEEPERS
  }

  /** Which protocol numbers socket takes; one that it does not take is EINVAL. */
  public enum Protocols {
    /** Any; one that is not known is EPROTONOSUPPORT. */
    ANY,
    /** 0 to 255. */
    BELOW_256,
    /** 0 to IPPROTO_MPTCP. */
    BELOW_263
  }

  /** By what the socket that an IPv4 datagram is for is looked up. */
  public enum Lookup {
    /** By its port: all sockets that have it compete. */
    PORT,
    /** By address and port, then by port and the unspecified address. */
    ADDRESS,
    /** Likewise, and if nobody was found by the port alone. */
    ADDRESS_THEN_PORT
  }

  /** Where a connected socket sends after a connect that failed. */
  public enum FailedConnect {
    /** To its peer. */
    KEEPS,
    /** Once to its peer, then to the address that could not be reached. */
    DIVERTS
  }

  /** What becomes of a datagram from a v4-mapped address to an IPv6 one. */
  public enum MappedSource {
    /** It is sent. */
    SENT,
    /** EAFNOSUPPORT. */
    REFUSED
  }

  public static final Rule<InDatagramsAt> UDP_IN_DATAGRAMS_AT =
      Rule.named(
              "udp.in-datagrams-at",
              InDatagramsAt.class,
              "When does a datagram count in InDatagrams?")
          .from("2.6.11", InDatagramsAt.ENQUEUE, RUN, "run on 2.6.24; read in 2.6.11 to 2.6.24")
          .from(
              "2.6.25",
              InDatagramsAt.FIRST_LOOK,
              RUN,
              "a59322be07c; run on 2.6.32.67, 3.19.8, 4.4.178, 4.9.154; read in 26 trees")
          .from(
              "4.10",
              InDatagramsAt.CONSUMPTION,
              RUN,
              "\"net/udp: do not touch skb->peeked unless really needed\"; run on 4.10.17, 5.10, 6.1,"
                  + " 6.12, 6.18, 7.2, 7.3; read in 29 trees")
          .inGvisor("20221219", InDatagramsAt.ENQUEUE)
          .decidedIn("net/ipv4/udp.c, udp_queue_rcv_skb and udp_recvmsg")
          .toldApartBy("traces/eras/udp-in-datagrams.trace");

  public static final Rule<NameAtShutdown> UDP_NAME_AT_SHUTDOWN =
      Rule.named(
              "udp.name-at-shutdown",
              NameAtShutdown.class,
              "Does a recvfrom that returns 0 after SHUT_RD return an address?")
          .from("2.6.11", NameAtShutdown.PRESET, RUN, "run on 2.6.24; read in 3.10.17")
          .from(
              "3.13",
              NameAtShutdown.NONE,
              RUN,
              "bceaa90240b6, CVE-2013-7263; run on 2.6.32.67 (which has the backport), 3.19.8 to 7.3")
          .backported("2.6.32.67")
          .inGvisor("20221219", NameAtShutdown.PRESET)
          .decidedIn("net/ipv4/udp.c, udp_recvmsg, where it sets *addr_len")
          .toldApartBy("traces/eras/udp-name-at-shutdown.trace");

  public static final Rule<Admission> UDP_ADMISSION =
      Rule.named(
              "udp.admission",
              Admission.class,
              "When does an arriving datagram fit the receive buffer?")
          .from(
              "2.6.11",
              Admission.SUM_BELOW,
              RUN,
              "run on 2.6.24, 2.6.32.67; read in 2.6.12 to 3.1.3")
          .from(
              "3.2",
              Admission.CHARGE_BELOW,
              RUN,
              "\"net: relax rcvbuf limits\"; run on 3.19.8, 4.4.178, 4.9.154; read in 3.2 to 4.9")
          .from(
              "4.10",
              Admission.CHARGE_AT_MOST,
              RUN,
              "run on 4.10.17, 5.10, 6.1, 6.12; read to 6.17")
          .from(
              "6.18",
              Admission.SUM_AT_MOST_OR_EMPTY,
              RUN,
              "9aaec660b5be; run on 6.18.44, 7.2.12, 7.3.4; read to 7.1.5")
          .inGvisor("20221219", Admission.PAYLOAD_BELOW)
          .decidedIn(
              "net/ipv4/udp.c, __udp_enqueue_schedule_skb; before 4.10 net/core/sock.c, sock_queue_rcv_skb")
          .toldApartBy("traces/eras/udp-admission.trace");

  public static final Rule<ChargeReturned> UDP_CHARGE_RETURNED =
      Rule.named(
              "udp.charge-returned",
              ChargeReturned.class,
              "When is the charge of a datagram that was read given back to the receive buffer?")
          .from("2.6.11", ChargeReturned.AT_READ, RUN, "run on 2.6.24 to 4.9.154")
          .from("4.10", ChargeReturned.AT_QUARTER, RUN, "run on 4.10.17; read in 4.10, 4.12")
          .from(
              "4.13",
              ChargeReturned.AT_QUARTER_READER_QUEUE,
              RUN,
              "\"udp: use a separate rx queue for packet reception\"; run on 5.10 to 7.3; read in 4.13.4")
          .inGvisor("20221219", ChargeReturned.AT_READ)
          .decidedIn("net/ipv4/udp.c, udp_rmem_release and udp_skb_destructor")
          .toldApartBy("traces/eras/udp-charge-returned.trace");

  public static final Rule<OverflowCounts> UDP_OVERFLOW_COUNTS =
      Rule.named(
              "udp.overflow-counts",
              OverflowCounts.class,
              "Which counters does a datagram move that does not fit the receive buffer?")
          .from("2.6.11", OverflowCounts.IN_ERRORS, READ, "read in 2.6.12 to 2.6.18")
          .from("2.6.19", OverflowCounts.BOTH, RUN, "81aa646cc4d; run on 2.6.24, 2.6.32.67")
          .from(
              "2.6.35",
              OverflowCounts.IN_ERRORS,
              READ,
              "c377411f249 drops before RcvbufErrors is counted; read in 2.6.36 to 3.14.1")
          .between("3.14.1", "3.16", OverflowCounts.BOTH, RUN, "run on 3.19.8 to 7.3; read in 3.16")
          .inGvisor("20221219", OverflowCounts.RCVBUF_ERRORS_AND_IN_DATAGRAMS)
          .decidedIn("net/ipv4/udp.c, __udp_queue_rcv_skb")
          .toldApartBy("traces/eras/udp-overflow-counts.trace");

  public static final Rule<RcvbufMinimum> RCVBUF_MINIMUM =
      Rule.named(
              "sock.rcvbuf-minimum",
              RcvbufMinimum.class,
              "What is the smallest receive buffer limit?")
          .from("2.6.11", RcvbufMinimum.B256, RUN, "run on 2.6.24, 2.6.32.67; read to 2.6.36")
          .between(
              "2.6.36", "3.13", RcvbufMinimum.B2304, RUN, "run on 3.19.8 to 7.3; read in 3.13.10")
          .inGvisor("20221219", RcvbufMinimum.B4096)
          .decidedIn("include/net/sock.h, SOCK_MIN_RCVBUF")
          .toldApartBy("traces/eras/rcvbuf-minimum.trace");

  public static final Rule<SndbufMinimum> SNDBUF_MINIMUM =
      Rule.named(
              "sock.sndbuf-minimum", SndbufMinimum.class, "What is the smallest send buffer limit?")
          .from("2.6.11", SndbufMinimum.B2048, RUN, "run on 2.6.24, 2.6.32.67")
          .between("2.6.36", "3.13", SndbufMinimum.B4608, RUN, "run on 3.19.8 to 7.3")
          .inGvisor("20221219", SndbufMinimum.B4096)
          .decidedIn("include/net/sock.h, SOCK_MIN_SNDBUF")
          .toldApartBy("traces/eras/sndbuf-minimum.trace");

  public static final Rule<WakeUp> DATAGRAM_WAKE_UP =
      Rule.named(
              "datagram.wake-up",
              WakeUp.class,
              "Who wakes when one datagram arrives and several calls sleep on the socket?")
          .from(
              "2.6.11",
              WakeUp.FIRST_SLEEPER,
              RUN,
              "run on 2.6.24 to 7.3.4; read in net/core/datagram.c of 2.6.12 to 7.1.5")
          .inGvisor("20221219", WakeUp.ALL_SLEEPERS)
          .decidedIn("net/core/datagram.c, __skb_wait_for_more_packets: prepare_to_wait_exclusive")
          .toldApartBy("traces/threads/peeker-uses-up-the-wake-up.trace");

  public static final Rule<Protocols> INET_PROTOCOLS =
      Rule.named(
              "inet.protocols", Protocols.class, "Which protocol numbers are not EINVAL in socket?")
          .from("2.6.11", Protocols.ANY, REMEMBERED, "before 79462ad02e86 checked the range")
          .from("4.4", Protocols.BELOW_256, REMEMBERED, "79462ad02e86")
          .from(
              "5.6",
              Protocols.BELOW_263,
              RUN,
              "faf391c3826c \"tcp: Define IPPROTO_MPTCP\"; run on 6.18.44")
          .inGvisor("20221219", Protocols.ANY)
          .decidedIn("net/ipv4/af_inet.c, inet_create, and include/uapi/linux/in.h, IPPROTO_MAX")
          .toldApartBy("traces/eras/inet-protocols.trace");

  public static final Rule<Lookup> UDP_LOOKUP =
      Rule.named(
              "udp.lookup",
              Lookup.class,
              "Is the socket that an IPv4 datagram is for looked up by port, or by address and port?")
          .from("2.6.11", Lookup.PORT, READ, "read in 3.0.27; by address only from 11 sockets on")
          .from(
              "5.0",
              Lookup.ADDRESS,
              REMEMBERED,
              "4cdeeee9252a \"net: udp: prefer listeners bound to an address\"")
          .from(
              "6.14",
              Lookup.ADDRESS_THEN_PORT,
              RUN,
              "a502ea6fa94b \"udp: Deal with race between UDP socket address change and rehash\";"
                  + " run on 6.12.117, 6.18.44 and 7.2.12; read in 6.18.15; 6.13.2 by its review, 6.12.13"
                  + " by the date of that; not in 6.1.176")
          .backported("6.13.2")
          .backported("6.12.13")
          .inGvisor("20221219", Lookup.ADDRESS)
          .decidedIn("net/ipv4/udp.c, __udp4_lib_lookup")
          .toldApartBy("traces/eras/udp-lookup.trace");

  public static final Rule<FailedConnect> UDP_FAILED_CONNECT =
      Rule.named(
              "udp.failed-connect",
              FailedConnect.class,
              "Where does a connected socket send after another connect of it failed?")
          .from("2.6.11", FailedConnect.KEEPS, READ, "read in 2.6.24")
          .between(
              "2.6.38",
              "3.0",
              FailedConnect.DIVERTS,
              RUN,
              "connect and udp_sendmsg share inet->cork.fl; run on 6.18.44; read in 3.0.27, 6.18.15")
          .inGvisor("20221219", FailedConnect.KEEPS)
          .decidedIn("net/ipv4/datagram.c, __ip4_datagram_connect, and net/ipv4/udp.c, udp_sendmsg")
          .toldApartBy("traces/eras/udp-failed-connect.trace");

  public static final Rule<MappedSource> INET6_MAPPED_SOURCE =
      Rule.named(
              "inet6.mapped-source",
              MappedSource.class,
              "May a datagram go from a v4-mapped address to an IPv6 one?")
          .from("2.6.11", MappedSource.SENT, REMEMBERED, "before ec5e3b0a1d41 looked at it")
          .from(
              "4.11",
              MappedSource.REFUSED,
              RUN,
              "ec5e3b0a1d41 \"ipv6: Inhibit IPv4-mapped src address on the wire.\"; run on 6.18.44")
          .inGvisor("20221219", MappedSource.REFUSED)
          .decidedIn("net/ipv6/ip6_output.c, ip6_dst_lookup_tail")
          .toldApartBy("traces/eras/inet6-mapped-source.trace");

  /** All of them, in the order in which they are listed. */
  public static final List<Rule<?>> ALL =
      List.of(
          UDP_IN_DATAGRAMS_AT,
          UDP_NAME_AT_SHUTDOWN,
          UDP_ADMISSION,
          UDP_CHARGE_RETURNED,
          UDP_OVERFLOW_COUNTS,
          RCVBUF_MINIMUM,
          SNDBUF_MINIMUM,
          DATAGRAM_WAKE_UP,
          INET_PROTOCOLS,
          UDP_LOOKUP,
          UDP_FAILED_CONNECT,
          INET6_MAPPED_SOURCE,
          AcceptRules.ACCEPT4_FLAGS,
          FaultRules.UDP_FAULT_COUNTS,
          ShutdownRules.UDP_SHUTDOWN_UNCONNECTED,
          ShutdownRules.UDP_ARRIVAL_AFTER_SHUT_RD,
          ShutdownRules.DATAGRAM_HANG_UP,
          ShutdownRules.DATAGRAM_ERROR_WAKE_UP,
          FamilyRules.INET_BIND_FAMILY,
          FamilyRules.UDP_MAPPED_COUNTS,
          ControlRules.CUT_OFF,
          ControlRules.ORDER,
          ControlRules.PACKET_INFO_NOTED,
          ControlRules.MAPPED_PACKET_INFO,
          ControlRules.RXQ_OVFL,
          ControlRules.TIMESTAMP_NS,
          SendRules.HEADER_FIELDS,
          SendRules.OTHER_LEVELS,
          SendRules.FOREIGN_SOURCE,
          SendRules.TRAFFIC_CLASS_UNSET,
          ErrorRules.ERROR_OF_UNCONNECTED,
          ErrorRules.POLL_OF_ERROR_QUEUE,
          MessageRules.RECVMMSG,
          MessageRules.SENDMMSG,
          PeekRules.UDP_PEEK_OFFSET,
          PeekRules.UDP_PEEK_OFFSET_NEGATIVE,
          PeekRules.UDP_SECOND_PEEK,
          UnixRules.STREAM_PEEK,
          UnixRules.PEEK_OFFSET,
          UnixRules.PEEK_OFFSET_AFTER_SLEEP,
          UnixRules.URGENT,
          UnixRules.URGENT_READ,
          UnixRules.URGENT_READY,
          UnixRules.MESSAGE_MARK,
          UnixRules.MSG_TRUNC,
          UnixRules.SECOND_PEEK,
          UnixRules.NO_ROOM,
          UnixRules.FULL_PEER,
          UnixRules.LISTENER,
          UnixRules.MESSAGE_SLEEPERS,
          UnixRules.TIME,
          UnixRules.PEER_LOOKED_UP);

  private Rules() {}

  /** The rule with an id. */
  public static Optional<Rule<?>> named(String id) {
    for (Rule<?> rule : ALL) {
      if (rule.id().equals(id)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
