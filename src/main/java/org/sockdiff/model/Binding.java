// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.SockAddr;

/**
 * What an inet socket is bound and connected to.
 *
 * @param local its own address (inet_rcv_saddr and inet_num); port 0 if it has none
 * @param peer what it is connected to, {@link SockAddr#NONE} if it is not
 * @param addressLocked whether the address was given to bind (SOCK_BINDADDR_LOCK)
 * @param portLocked whether the port was given to bind (SOCK_BINDPORT_LOCK)
 * @param order its place among the bound sockets, from 1, the last to enter its chain highest; 0 if
 *     it is not bound
 * @param chosen how many ports the kernel chose for it so far
 */
record Binding(
    SockAddr local,
    SockAddr peer,
    boolean addressLocked,
    boolean portLocked,
    int order,
    int chosen) {
  boolean isBound() {
    return local.port() != 0;
  }

  boolean isConnected() {
    return peer != SockAddr.NONE;
  }

  Binding withLocal(SockAddr address) {
    return new Binding(address, peer, addressLocked, portLocked, order, chosen);
  }

  Binding withOrder(int place) {
    return new Binding(local, peer, addressLocked, portLocked, place, chosen);
  }

  Binding withPeer(SockAddr address) {
    return new Binding(local, address, addressLocked, portLocked, order, chosen);
  }

  Binding bind(Hole hole, int number) {
    SockAddr boundLocal = hole.bind(local, number);
    SockAddr boundPeer = hole.bind(peer, number);
    return boundLocal == local && boundPeer == peer
        ? this
        : new Binding(boundLocal, boundPeer, addressLocked, portLocked, order, chosen);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Binding that
            && that.order == order
            && that.chosen == chosen
            && that.addressLocked == addressLocked
            && that.portLocked == portLocked
            && that.local.equals(local)
            && that.peer.equals(peer));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * local.hashCode() + peer.hashCode())
        + 8 * order
        + 4 * chosen
        + (addressLocked ? 2 : 0)
        + (portLocked ? 1 : 0);
  }
}
