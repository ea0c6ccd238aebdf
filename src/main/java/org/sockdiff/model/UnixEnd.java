// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;

/**
 * How UNIX sockets end: shutdown and close.
 *
 * <p>Source: net/unix/af_unix.c, unix_shutdown and unix_release_sock.
 */
final class UnixEnd {
  private UnixEnd() {}

  /** The peer of a connection is shut down in the opposite direction; that of datagrams is not. */
  static List<Step> shutdown(Host host, int id, int how) {
    if (how < 0 || how > 2) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    UnixSocket socket = UnixSocket.of(host, id);
    int bits = how + 1;
    Host shut = host.withSocket(id, socket.withShutdown(bits)).wakeEvery(id, UnixSocket.OWN);
    return Step.returned(
        Outcome.ofValue(0),
        socket.isConnectionBased() && socket.link().hasPeer()
            ? shutPeer(shut, socket.link().peer(), bits)
            : shut);
  }

  private static Host shutPeer(Host host, int peer, int bits) {
    UnixSocket socket = UnixSocket.of(host, peer);
    int crossed =
        ((bits & UnixSocket.RCV_SHUTDOWN) != 0 ? UnixSocket.SEND_SHUTDOWN : 0)
            | ((bits & UnixSocket.SEND_SHUTDOWN) != 0 ? UnixSocket.RCV_SHUTDOWN : 0);
    return socket.isDead()
        ? host
        : host.withSocket(peer, socket.withShutdown(crossed)).wakeEvery(peer, UnixSocket.OWN);
  }

  /** The last reference to a socket is gone. */
  static Host released(Host host, int id) {
    return buried(host, id, false);
  }

  /**
   * A peer of a connection learns of the end, and by ECONNRESET that something was not read.
   *
   * @param embryo whether it is a connection that was never accepted
   */
  private static Host buried(Host host, int id, boolean embryo) {
    UnixSocket socket = UnixSocket.of(host, id);
    Host dead = UnixRoom.wakeAll(host, id);
    dead = dead.withSocket(id, UnixSocket.of(dead, id).buried().withQueue(socket.queue()));
    if (socket.isConnectionBased() && socket.link().hasPeer()) {
      dead = toldPeer(dead, socket.link().peer(), embryo || UnixUrgent.hasUnread(socket));
    }
    List<UnixSkb> left = socket.queue().items();
    dead = UnixMemory.purged(dead, id);
    if (socket.isListening()) {
      for (UnixSkb skb : left) {
        dead = buried(dead, skb.sender(), true);
      }
    }
    return dead;
  }

  private static Host toldPeer(Host host, int peer, boolean reset) {
    UnixSocket socket = UnixSocket.of(host, peer);
    if (socket.isDead()) {
      return host;
    }
    UnixSocket told = socket.withShutdown(UnixSocket.SHUTDOWN_MASK);
    return host.withSocket(peer, reset ? told.withError(Optional.of(Errno.ECONNRESET)) : told)
        .wakeEvery(peer, UnixSocket.OWN);
  }
}
