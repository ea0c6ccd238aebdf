// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.SockAddr;

/**
 * Where a connect that failed leads what a connected IPv4 socket sends.
 *
 * <p>connect writes the address into the socket's flow before it knows that there is no route, and
 * forgets the cached route. The next send without an address looks the right route up and caches
 * it; those after it find a cached route, and so believe in the flow: they go to the address of the
 * failed connect, over the route of the former one.
 *
 * <p>Source: net/ipv4/datagram.c, __ip4_datagram_connect, and net/ipv4/udp.c, udp_sendmsg, which
 * share inet-&gt;cork.fl since 3.0.
 *
 * @param to the address that could not be reached; {@link SockAddr#NONE} if there is none
 * @param taken whether a route was cached since
 */
record Detour(SockAddr to, boolean taken) {
  static final Detour NONE = new Detour(SockAddr.NONE, false);

  /** After one more send without an address. */
  Detour afterSend() {
    return to == SockAddr.NONE || taken ? this : new Detour(to, true);
  }

  /** After the cached route was forgotten. */
  Detour withoutRoute() {
    return taken ? new Detour(to, false) : this;
  }

  Detour bind(Hole hole, int number) {
    SockAddr bound = hole.bind(to, number);
    return bound == to ? this : new Detour(bound, taken);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Detour that && that.taken == taken && that.to.equals(to));
  }

  @Override
  public int hashCode() {
    return 2 * to.hashCode() + (taken ? 1 : 0);
  }
}
