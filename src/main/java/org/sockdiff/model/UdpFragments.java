// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.rule.Machine;

/**
 * IPv6 datagrams that lo's MTU of 65536 bytes lets through in two pieces only. (IPv4 has none: a
 * packet's length has 16 bits. Before 3.6 the MTU was 16436: not modelled.)
 *
 * <p>Source: net/ipv6/ip6_output.c, __ip6_append_data; measured on 6.18.44.
 */
final class UdpFragments {
  private static final int LONGEST_WHOLE = 65536 - 40 - 8;

  /** The payload of the first piece: its length is a multiple of 8, without a fragment header. */
  private static final int FIRST = 65480;

  private UdpFragments() {}

  /** What an IPv6 datagram charges the receiver, in bytes. */
  static int truesize6(Machine machine, int payload) {
    return payload <= LONGEST_WHOLE
        ? machine.truesize6().charge(payload)
        : machine.truesize6().charge(FIRST) + machine.truesize6().charge(payload - FIRST);
  }

  /**
   * Whether there is no room for the second piece: unlike the first, it is refused if the sender is
   * charged for more than twice its limit already.
   *
   * @param limit the sender's sk_sndbuf, in bytes
   */
  static boolean overrun(Machine machine, int payload, int limit) {
    int charged = 1 + machine.truesize6().charge(FIRST);
    return payload > LONGEST_WHOLE && charged > 2L * limit;
  }
}
