// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.REMEMBERED;
import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about the control messages of a send. */
public final class SendRules {
  /** Which fields of an IPv4 header a send may set by control messages. */
  public enum HeaderFields {
    /** None: IP_TTL and IP_TOS are EINVAL. */
    REFUSED,
    /** Both, each an int. */
    TTL_AND_TOS,
    /** Both, the type of service also as one byte. */
    TOS_AS_BYTE_TOO,
    /** The TTL; the type of service and the source are taken and have no effect. */
    TTL_ALONE
  }

  /** What a send makes of control messages that are of other levels, or unknown at SOL_SOCKET. */
  public enum OtherLevels {
    IGNORED,
    /** Those of SOL_SOCKET are EINVAL, those of other protocols are ignored. */
    SOL_SOCKET_REFUSED,
    /** All are EINVAL. */
    REFUSED
  }

  /** What a source is that is not this host's, given to a send by IP_PKTINFO. */
  public enum ForeignSource {
    EINVAL,
    ENETUNREACH,
    /** Not looked at. */
    IGNORED
  }

  /** What -1 in IPV6_TCLASS sends. */
  public enum TrafficClassUnset {
    /** What the socket's option says. */
    SOCKETS_OWN,
    /** 255. */
    ALL_ONES,
    /** The message has no effect, whatever it holds. */
    NOT_SENT
  }

  public static final Rule<HeaderFields> HEADER_FIELDS =
      Rule.named(
              "ip.header-fields-sent",
              HeaderFields.class,
              "Which fields of an IPv4 header may a send set by control messages?")
          .from("2.6.11", HeaderFields.REFUSED, REMEMBERED, "remembered")
          .from(
              "3.13",
              HeaderFields.TTL_AND_TOS,
              REMEMBERED,
              "aa6615814533 \"ipv4: processing ancillary IP_TOS or IP_TTL\"")
          .from(
              "4.9",
              HeaderFields.TOS_AS_BYTE_TOO,
              RUN,
              "e895cdce6831 \"ipv4: accept u8 in IP_TOS ancillary data\"; run on 6.18.44")
          .inGvisor("20221219", HeaderFields.TTL_ALONE)
          .decidedIn("net/ipv4/ip_sockglue.c, ip_cmsg_send")
          .toldApartBy("traces/eras/ip-header-fields-sent.trace");

  public static final Rule<OtherLevels> OTHER_LEVELS =
      Rule.named(
              "ip.control-of-other-levels",
              OtherLevels.class,
              "What does a send make of control messages that are not about its protocol?")
          .from("2.6.11", OtherLevels.IGNORED, REMEMBERED, "remembered")
          .from(
              "4.7",
              OtherLevels.SOL_SOCKET_REFUSED,
              RUN,
              "24025c465f77 \"ipv4: process socket-level control messages in IPv4\"; run on 6.18.44")
          .inGvisor("20221219", OtherLevels.REFUSED)
          .decidedIn("net/core/sock.c, __sock_cmsg_send")
          .toldApartBy("traces/eras/ip-control-of-other-levels.trace");

  public static final Rule<ForeignSource> FOREIGN_SOURCE =
      Rule.named(
              "ip.foreign-source",
              ForeignSource.class,
              "What is a source that is not this host's, given to a send by IP_PKTINFO?")
          .from("2.6.11", ForeignSource.EINVAL, REMEMBERED, "remembered")
          .from(
              "5.4",
              ForeignSource.ENETUNREACH,
              RUN,
              "595e0651d029 \"ipv4: Return -ENETUNREACH if we can't create route but saddr is"
                  + " valid\"; run on 6.18.44")
          .inGvisor("20221219", ForeignSource.IGNORED)
          .decidedIn("net/ipv4/route.c, ip_route_output_key_hash_rcu")
          .toldApartBy("traces/eras/ip-foreign-source.trace");

  public static final Rule<TrafficClassUnset> TRAFFIC_CLASS_UNSET =
      Rule.named(
              "ipv6.traffic-class-unset",
              TrafficClassUnset.class,
              "What traffic class does a send with -1 in IPV6_TCLASS have?")
          .from("2.6.11", TrafficClassUnset.SOCKETS_OWN, REMEMBERED, "remembered")
          .between(
              "6.14",
              "6.15",
              TrafficClassUnset.ALL_ONES,
              RUN,
              "ipcm6_init_sk fills in the socket's own value beforehand, so that -1 replaces it;"
                  + " run on 6.18.44 and 6.12.117, not on 6.12 before it")
          .backported("6.12.117")
          .inGvisor("20221219", TrafficClassUnset.NOT_SENT)
          .decidedIn("net/ipv6/udp.c, udpv6_sendmsg")
          .toldApartBy("traces/eras/ipv6-traffic-class-unset.trace");

  private SendRules() {}
}
