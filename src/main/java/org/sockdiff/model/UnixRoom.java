// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

/**
 * Waiting for room in the queue of a UNIX datagram socket: senders sleep in its line, one behind
 * the other; who polls a connected sender sleeps there, and is told through that.
 *
 * <p>Source: net/unix/af_unix.c, unix_dgram_peer_wake_me, unix_dgram_peer_wake_relay and
 * __unix_dgram_recvmsg.
 */
final class UnixRoom {
  private UnixRoom() {}

  /** Whether a socket's peer, which is not connected back, has no room for it. */
  static boolean isMissing(Host host, int id) {
    UnixSocket socket = UnixSocket.of(host, id);
    if (socket.type() == UnixSocket.SOCK_STREAM || !socket.link().hasPeer()) {
      return false;
    }
    UnixSocket peer = UnixSocket.of(host, socket.link().peer());
    return peer.link().peer() != id && !peer.isDead() && peer.isFull();
  }

  /** A socket whose peer has no room is told when it has. */
  static Host await(Host host, int id) {
    UnixSocket socket = UnixSocket.of(host, id);
    return isMissing(host, id)
        ? host.withSocket(id, socket.withLink(socket.link().awaitingRoom(true)))
        : host;
  }

  /** A receive call looked at a message: one who waits for room wakes, whether there is or not. */
  static Host look(Host host, int id) {
    return relay(host, id).wakeOne(id, UnixSocket.PEER_WAIT);
  }

  /** Everybody who waits for room wakes. */
  static Host wakeAll(Host host, int id) {
    return relay(host, id).wakeEvery(id, UnixSocket.PEER_WAIT);
  }

  private static Host relay(Host host, int id) {
    Host told = host;
    for (int other : host.socketIds()) {
      if (told.socket(other) instanceof UnixSocket socket
          && socket.link().peer() == id
          && socket.link().awaitsRoom()) {
        told =
            told.withSocket(other, socket.withLink(socket.link().awaitingRoom(false)))
                .wakeOne(other, UnixSocket.WRITABLE);
      }
    }
    return told;
  }
}
