// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about bad pointers. */
public final class FaultRules {
  /** What a read counts that cannot copy its datagram. */
  public enum FaultCounts {
    /** Nothing. */
    NOTHING,
    /** InErrors, unless it was a peek (before 4.10: unless the datagram was looked at before). */
    IN_ERRORS
  }

  public static final Rule<FaultCounts> UDP_FAULT_COUNTS =
      Rule.named(
              "udp.fault-counts",
              FaultCounts.class,
              "What does a read count that meets a bad pointer, and so loses its datagram?")
          .from("2.6.11", FaultCounts.NOTHING, RUN, "run on 2.6.24, 2.6.32.67; read in 3.5")
          .from(
              "3.6",
              FaultCounts.IN_ERRORS,
              RUN,
              "run on 3.19.8, 4.4.178, 4.9.154, 4.10.17, 6.18.44; read in 3.6.5")
          .inGvisor("20221219", FaultCounts.NOTHING)
          .decidedIn("net/ipv4/udp.c, udp_recvmsg, where the copy fails")
          .toldApartBy("traces/eras/udp-fault-counts.trace");

  private FaultRules() {}
}
