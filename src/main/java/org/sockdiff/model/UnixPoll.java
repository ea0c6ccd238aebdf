// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import org.sockdiff.abi.PollFlag;
import org.sockdiff.rule.UnixRules;

/**
 * The readiness of UNIX sockets. SO_RCVLOWAT does not matter.
 *
 * <p>Source: net/unix/af_unix.c, unix_poll and unix_dgram_poll.
 */
final class UnixPoll {
  private static final int IN = PollFlag.POLLIN.bit() | PollFlag.POLLRDNORM.bit();

  private UnixPoll() {}

  static int readiness(Host host, int id, UnixSocket socket) {
    int bits = socket.error().isPresent() ? PollFlag.POLLERR.bit() : 0;
    if (socket.shutdown() == UnixSocket.SHUTDOWN_MASK || isUnconnected(socket)) {
      bits |= PollFlag.POLLHUP.bit();
    }
    if (socket.isShutForReceiving()) {
      bits |= PollFlag.POLLRDHUP.bit() | IN;
    }
    if (!socket.queue().isEmpty()) {
      bits |= IN;
    }
    if (UnixUrgent.isPending(socket)
        && host.answer(UnixRules.URGENT_READY) == UnixRules.UrgentReady.POLLPRI) {
      bits |= PollFlag.POLLPRI.bit();
    }
    return isWritable(host, socket) && !peerIsFull(host, id) ? bits | UnixSocket.WRITABLE : bits;
  }

  private static boolean isWritable(Host host, UnixSocket socket) {
    return socket.isListening()
        ? host.answer(UnixRules.LISTENER) == UnixRules.Listener.WRITABLE
        : UnixMemory.isWritable(socket);
  }

  private static boolean peerIsFull(Host host, int id) {
    return UnixRoom.isMissing(host, id)
        && host.answer(UnixRules.FULL_PEER) == UnixRules.FullPeer.NOT_WRITABLE;
  }

  private static boolean isUnconnected(UnixSocket socket) {
    return socket.isConnectionBased() && socket.link().state() == UnixLink.State.CLOSE;
  }
}
