// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * What a UNIX socket is to others.
 *
 * @param state sk_state
 * @param peer the socket that it is connected to, which may be dead; {@link #NOBODY} if none
 * @param backlog sk_max_ack_backlog: how many may wait in its queue before it is full, less one
 * @param awaitsRoom whether those who wait for it to be writable are to be woken when its peer's
 *     queue has room (u-&gt;peer_wake)
 */
record UnixLink(State state, int peer, int backlog, boolean awaitsRoom) {
  /** No socket has this id. */
  static final int NOBODY = Integer.MIN_VALUE;

  /** net.unix.max_dgram_qlen of a namespace that was just made. */
  private static final int MAX_DGRAM_QLEN = 10;

  /** Of a socket that was just made. */
  static final UnixLink NONE = new UnixLink(State.CLOSE, NOBODY, MAX_DGRAM_QLEN, false);

  /** Of a socket that was closed. */
  static final UnixLink DEAD = new UnixLink(State.DEAD, NOBODY, 0, false);

  /** sk_state, and SOCK_DEAD. */
  enum State {
    CLOSE,
    ESTABLISHED,
    LISTEN,
    DEAD
  }

  boolean hasPeer() {
    return peer != NOBODY;
  }

  UnixLink to(int id) {
    return new UnixLink(State.ESTABLISHED, id, backlog, false);
  }

  UnixLink toNobody() {
    return new UnixLink(State.CLOSE, NOBODY, backlog, false);
  }

  UnixLink awaitingRoom(boolean set) {
    return new UnixLink(state, peer, backlog, set);
  }

  UnixLink listening(int atMost) {
    return new UnixLink(State.LISTEN, peer, atMost, awaitsRoom);
  }
}
