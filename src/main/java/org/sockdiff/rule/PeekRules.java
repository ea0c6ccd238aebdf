// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.RUN;

/** What changed about SO_PEEK_OFF and peeks of empty datagrams on UDP sockets. */
public final class PeekRules {
  /** What SO_PEEK_OFF is on a UDP socket. */
  public enum PeekOffset {
    /** No such option: ENOPROTOOPT. */
    ABSENT,
    /** An option of other sockets: EOPNOTSUPP. */
    UNSUPPORTED,
    /** An offset of 0 never moves; others do. */
    STUCK_AT_ZERO,
    /** Peeks move it on, reads move it back. */
    WORKS,
    /** Setting it succeeds and does nothing, getting it is ENOPROTOOPT. */
    IGNORED
  }

  /** What setting SO_PEEK_OFF to a negative number does. */
  public enum NegativeOffset {
    /** EINVAL; the offset stays. */
    REFUSED,
    /** It is stored, and the option is off. */
    STORED
  }

  /** What a second peek finds where an empty datagram is first. */
  public enum SecondPeek {
    /** The empty datagram again. */
    SHOWS_IT,
    /** What is behind it. */
    SKIPS_IT
  }

  public static final Rule<PeekOffset> UDP_PEEK_OFFSET =
      Rule.named("udp.peek-offset", PeekOffset.class, "What is SO_PEEK_OFF on a UDP socket?")
          .from("2.6.11", PeekOffset.ABSENT, RUN, "run on 2.6.24, 2.6.32.67")
          .from(
              "3.4",
              PeekOffset.UNSUPPORTED,
              RUN,
              "added for AF_UNIX; run on 3.19.8, 4.4.178; read in 3.4.113 to 4.4")
          .from(
              "4.7",
              PeekOffset.STUCK_AT_ZERO,
              RUN,
              "\"udp: enable MSG_PEEK at non-zero offset\"; run on 4.9.154, 4.10.17; read in 4.7.4 to 4.12")
          .from(
              "4.13",
              PeekOffset.WORKS,
              RUN,
              "run on 5.10, 6.1, 6.12, 6.18, 7.2, 7.3; read in 4.13.4 to 7.1.5")
          .inGvisor("20221219", PeekOffset.IGNORED)
          .decidedIn(
              "net/ipv4/udp.c, udp_recvmsg and skb_consume_udp; net/core/sock.c, sk_set_peek_off")
          .toldApartBy("traces/eras/udp-peek-offset.trace");

  public static final Rule<NegativeOffset> UDP_PEEK_OFFSET_NEGATIVE =
      Rule.named(
              "udp.peek-offset-negative",
              NegativeOffset.class,
              "May SO_PEEK_OFF of a UDP socket be set to a negative number?")
          .from(
              "4.7",
              NegativeOffset.REFUSED,
              RUN,
              "run on 4.9.154, 4.10.17; read in 4.9 to 4.13.4; there was no such option before 4.7")
          .from("4.14", NegativeOffset.STORED, RUN, "run on 5.10 to 7.3; read in 4.14.177")
          .inGvisor("20221219", NegativeOffset.STORED)
          .decidedIn("net/core/sock.c, sk_set_peek_off")
          .toldApartBy("traces/eras/udp-peek-offset-negative.trace");

  public static final Rule<SecondPeek> UDP_SECOND_PEEK =
      Rule.named(
              "udp.second-peek-of-empty",
              SecondPeek.class,
              "Does a second peek, without SO_PEEK_OFF, show an empty datagram again?")
          .from(
              "2.6.11",
              SecondPeek.SHOWS_IT,
              RUN,
              "queued with its header and so never empty; run on 2.6.24 to 4.4.178")
          .from(
              "4.7",
              SecondPeek.SKIPS_IT,
              RUN,
              "run on 4.9.154, 4.10.17, over IPv4 and IPv6; read in 4.7.4 to 4.12")
          .from(
              "4.13",
              SecondPeek.SHOWS_IT,
              RUN,
              "\"datagram: When peeking datagrams with offset < 0 don't skip empty skbs\"; run on"
                  + " 5.10 to 7.3; read in 4.13.4")
          .inGvisor("20221219", SecondPeek.SHOWS_IT)
          .decidedIn(
              "net/core/datagram.c, __skb_try_recv_from_queue; before 4.13 __skb_try_recv_datagram")
          .toldApartBy("traces/eras/udp-second-peek-of-empty.trace");

  private PeekRules() {}
}
