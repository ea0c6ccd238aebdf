// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.rule;

import static org.sockdiff.rule.Rule.Evidence.READ;
import static org.sockdiff.rule.Rule.Evidence.RUN;

/** Rules about address families that meet. */
public final class FamilyRules {
  /** Whether bind looks at the family of the address. */
  public enum BindFamily {
    /** No: whatever it is, its bytes are read as those of the socket's own family. */
    NOT_TESTED,
    /** Yes: another one is EAFNOSUPPORT, but for AF_UNSPEC with 0.0.0.0. */
    TESTED
  }

  /** In which table an IPv4 datagram counts that is read from an IPv6 socket. */
  public enum MappedCounts {
    UDP,
    UDP6
  }

  public static final Rule<BindFamily> INET_BIND_FAMILY =
      Rule.named(
              "inet.bind-family", BindFamily.class, "Does bind look at the family of the address?")
          .from("2.6.11", BindFamily.NOT_TESTED, READ, "read in 2.6.12 to 2.6.36")
          .between(
              "2.6.36", "3.0.27", BindFamily.TESTED, RUN, "run on 6.18.44; read in 3.0.27, 3.1.3")
          .inGvisor("20221219", BindFamily.TESTED)
          .decidedIn("net/ipv4/af_inet.c, inet_bind; net/ipv6/af_inet6.c, inet6_bind")
          .toldApartBy("traces/eras/inet-bind-family.trace");

  public static final Rule<MappedCounts> UDP_MAPPED_COUNTS =
      Rule.named(
              "udp.mapped-counts",
              MappedCounts.class,
              "In which table does an IPv4 datagram count that is read from an IPv6 socket?")
          .from("2.6.11", MappedCounts.UDP, RUN, "run on 2.6.24, which counts at arrival")
          .from("2.6.25", MappedCounts.UDP6, READ, "read in 2.6.25 to 2.6.27")
          .from(
              "2.6.28",
              MappedCounts.UDP,
              RUN,
              "f26ba175114 \"udp: Fix the SNMP counter of UDP_MIB_INDATAGRAMS\"; run on 2.6.32.67 to 7.3.4")
          .inGvisor("20221219", MappedCounts.UDP)
          .decidedIn("net/ipv6/udp.c, udpv6_recvmsg")
          .toldApartBy("traces/eras/udp-mapped-counts.trace");

  private FamilyRules() {}
}
