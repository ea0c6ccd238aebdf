// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The options that say which control messages a socket delivers, and what it writes into the
 * headers of what it sends.
 *
 * @param on the options that are on
 * @param ttl IP_TTL; -1 for the default
 * @param tos IP_TOS
 * @param hops IPV6_UNICAST_HOPS; -1 for the default
 * @param trafficClass IPV6_TCLASS
 */
record MessageOptions(Set<SockOpt> on, int ttl, int tos, int hops, int trafficClass) {
  static final MessageOptions NONE = new MessageOptions(Set.of(), -1, 0, -1, 0);

  /** net.ipv4.ip_default_ttl and hop_limit of a network namespace that was just made. */
  static final int DEFAULT_TTL = 64;

  MessageOptions {
    on =
        on.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(
                EnumSet.copyOf(on)); // iterates in order, unlike Set.copyOf
  }

  boolean has(SockOpt option) {
    return on.contains(option);
  }

  MessageOptions with(SockOpt option, boolean set) {
    EnumSet<SockOpt> changed = EnumSet.noneOf(SockOpt.class);
    changed.addAll(on);
    if (set) {
      changed.add(option);
    } else {
      changed.remove(option);
    }
    return new MessageOptions(changed, ttl, tos, hops, trafficClass);
  }

  /**
   * SO_TIMESTAMP and SO_TIMESTAMPNS: each takes the other's place, and either turns both off.
   * Source: net/core/sock.c, sock_set_timestamp.
   */
  MessageOptions withTimestamp(SockOpt option, boolean set) {
    MessageOptions neither = with(SockOpt.SO_TIMESTAMP, false).with(SockOpt.SO_TIMESTAMPNS, false);
    return set ? neither.with(option, true) : neither;
  }

  MessageOptions withTtl(int value) {
    return new MessageOptions(on, value, tos, hops, trafficClass);
  }

  MessageOptions withTos(int value) {
    return new MessageOptions(on, ttl, value, hops, trafficClass);
  }

  MessageOptions withHops(int value) {
    return new MessageOptions(on, ttl, tos, value, trafficClass);
  }

  MessageOptions withTrafficClass(int value) {
    return new MessageOptions(on, ttl, tos, hops, value);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof MessageOptions that
            && that.on.equals(on)
            && that.ttl == ttl
            && that.tos == tos
            && that.hops == hops
            && that.trafficClass == trafficClass);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * (31 * on.size() + ttl) + tos) + hops) + trafficClass;
  }
}
