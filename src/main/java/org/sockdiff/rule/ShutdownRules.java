// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.READ;
import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about shutting sockets down, and about sleepers that an error comes to. */
public final class ShutdownRules {
  /** What shutdown of a datagram socket without a peer returns; it takes effect all the same. */
  public enum Unconnected {
    ENOTCONN,
    SUCCESS
  }

  /** What becomes of a datagram that arrives after SHUT_RD. */
  public enum Arrival {
    /** It is queued. */
    QUEUED,
    /** It is dropped, and counts in InDatagrams and RcvbufErrors. */
    DROPPED
  }

  /** How poll reports a shutdown, besides POLLIN. */
  public enum HangUp {
    /** POLLHUP when both directions are shut down. */
    POLLHUP,
    /** Likewise, and POLLRDHUP when receiving is. */
    POLLRDHUP_AND_POLLHUP,
    /** Not at all. */
    NEITHER
  }

  /** Which sleeping receive calls a pending error wakes. */
  public enum ErrorWakeUp {
    FIRST_SLEEPER,
    NOBODY
  }

  public static final Rule<Unconnected> UDP_SHUTDOWN_UNCONNECTED =
      Rule.named(
              "udp.shutdown-unconnected",
              Unconnected.class,
              "What does shutdown of a UDP socket without a peer return?")
          .from(
              "2.6.11",
              Unconnected.ENOTCONN,
              RUN,
              "run on 2.6.24 to 7.3.4; read in 2.6.12 and 7.1.5")
          .inGvisor("20221219", Unconnected.SUCCESS)
          .decidedIn("net/ipv4/af_inet.c, inet_shutdown")
          .toldApartBy("traces/eras/udp-shutdown-unconnected.trace");

  public static final Rule<Arrival> UDP_ARRIVAL_AFTER_SHUT_RD =
      Rule.named(
              "udp.arrival-after-shut-rd",
              Arrival.class,
              "Is a datagram queued that arrives after SHUT_RD?")
          .from("2.6.11", Arrival.QUEUED, RUN, "run on 2.6.24 to 7.3.4")
          .inGvisor("20221219", Arrival.DROPPED)
          .decidedIn("net/ipv4/udp.c, udp_queue_rcv_skb, which does not look at sk_shutdown")
          .toldApartBy("traces/eras/udp-arrival-after-shut-rd.trace");

  public static final Rule<HangUp> DATAGRAM_HANG_UP =
      Rule.named(
              "datagram.hang-up",
              HangUp.class,
              "How does poll report that a datagram socket was shut down, besides POLLIN?")
          .from("2.6.11", HangUp.POLLHUP, READ, "read in 2.6.12")
          .from(
              "2.6.17",
              HangUp.POLLRDHUP_AND_POLLHUP,
              RUN,
              "POLLRDHUP is new in 2.6.17; run on 2.6.24 to 7.3.4")
          .inGvisor("20221219", HangUp.NEITHER)
          .decidedIn("net/core/datagram.c, datagram_poll")
          .toldApartBy("traces/eras/datagram-hang-up.trace");

  public static final Rule<ErrorWakeUp> DATAGRAM_ERROR_WAKE_UP =
      Rule.named(
              "datagram.error-wake-up",
              ErrorWakeUp.class,
              "Does a pending error wake a receive call that sleeps?")
          .from(
              "2.6.11",
              ErrorWakeUp.FIRST_SLEEPER,
              RUN,
              "run on 2.6.24 to 7.3.4; read in 2.6.12 to 7.1.5")
          .inGvisor("20221219", ErrorWakeUp.NOBODY)
          .decidedIn("net/core/sock.c, sock_def_error_report")
          .toldApartBy("traces/eras/datagram-error-wake-up.trace");

  private ShutdownRules() {}
}
