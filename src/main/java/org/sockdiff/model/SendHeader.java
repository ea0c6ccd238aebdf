// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.Optional;
import org.sockdiff.abi.SockAddr;

/**
 * What a send writes into the headers: the socket's options, and control messages over them.
 *
 * @param source the address that IP_PKTINFO or IPV6_PKTINFO gives, port 0; empty if none does
 * @param ifindex the interface that it gives; 0 for none
 * @param hops the TTL or hop limit
 * @param trafficClass the type of service or traffic class
 */
record SendHeader(Optional<SockAddr> source, int ifindex, int hops, int trafficClass) {
  /** Over IPv4, without control messages. */
  static SendHeader inet(MessageOptions options) {
    return new SendHeader(
        Optional.empty(),
        0,
        options.ttl() < 0 ? MessageOptions.DEFAULT_TTL : options.ttl(),
        options.tos());
  }

  /** Over IPv6, without control messages. */
  static SendHeader inet6(MessageOptions options) {
    return new SendHeader(
        Optional.empty(),
        0,
        options.hops() < 0 ? MessageOptions.DEFAULT_TTL : options.hops(),
        options.trafficClass());
  }

  SendHeader from(SockAddr address, int index) {
    return new SendHeader(Optional.of(address), index, hops, trafficClass);
  }

  SendHeader withHops(int value) {
    return new SendHeader(source, ifindex, value, trafficClass);
  }

  SendHeader withTrafficClass(int value) {
    return new SendHeader(source, ifindex, hops, value);
  }

  /** What the receiver sees of it. */
  Envelope envelope() {
    return Envelope.of(hops, trafficClass);
  }
}
