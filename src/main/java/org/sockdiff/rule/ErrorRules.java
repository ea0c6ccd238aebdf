// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about IP_RECVERR and the error queue. */
public final class ErrorRules {
  /** Whether an error comes to a socket without a peer that has IP_RECVERR. */
  public enum ErrorOfUnconnected {
    REPORTED,
    NOT_REPORTED
  }

  /** What poll shows of a record in the error queue when no error is pending. */
  public enum PollOfErrorQueue {
    POLLERR,
    NOTHING
  }

  public static final Rule<ErrorOfUnconnected> ERROR_OF_UNCONNECTED =
      Rule.named(
              "udp.error-of-unconnected",
              ErrorOfUnconnected.class,
              "Does a port unreachable come to a socket without a peer that has IP_RECVERR?")
          .from("2.6.11", ErrorOfUnconnected.REPORTED, RUN, "run on 6.18.44")
          .inGvisor("20221219", ErrorOfUnconnected.NOT_REPORTED)
          .decidedIn("net/ipv4/udp.c, __udp4_lib_err")
          .toldApartBy("traces/eras/udp-error-of-unconnected.trace");

  public static final Rule<PollOfErrorQueue> POLL_OF_ERROR_QUEUE =
      Rule.named(
              "datagram.poll-of-error-queue",
              PollOfErrorQueue.class,
              "Does poll show a record in the error queue when no error is pending?")
          .from("2.6.11", PollOfErrorQueue.POLLERR, RUN, "run on 6.18.44")
          .inGvisor("20221219", PollOfErrorQueue.NOTHING)
          .decidedIn("net/core/datagram.c, datagram_poll")
          .toldApartBy("traces/eras/datagram-poll-of-error-queue.trace");

  private ErrorRules() {}
}
