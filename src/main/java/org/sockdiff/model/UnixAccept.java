// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;

/**
 * accept on a UNIX stream or seqpacket socket.
 *
 * <p>Source: net/unix/af_unix.c, unix_accept; net/core/datagram.c, skb_recv_datagram.
 *
 * @param timeout SO_RCVTIMEO when the call began
 */
record UnixAccept(Accept accept, long timeout) implements Pending {
  private static final int WAKING = PollFlag.POLLIN.bit() | PollFlag.POLLERR.bit();

  static List<Step> start(Host host, Accept accept) {
    UnixSocket socket = UnixSocket.of(host, accept.caller().socket(host));
    if (!socket.isListening()) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    long timeout = socket.options().receiveTimeout();
    return new UnixAccept(accept, timeout)
        .attempt(host, !accept.caller().nonblocking(host) && timeout != 0);
  }

  @Override
  public List<Step> resume(Host host) {
    return attempt(host, true);
  }

  @Override
  public List<Step> expire(Host host) {
    return attempt(host, false);
  }

  @Override
  public List<Integer> holds() {
    return List.of(accept.caller().description());
  }

  private List<Step> attempt(Host host, boolean maySleep) {
    int id = accept.caller().socket(host);
    UnixSocket socket = UnixSocket.of(host, id);
    Optional<UnixSkb> head = socket.queue().peek();
    if (head.isPresent()) {
      return taken(host, id, head.get().sender());
    }
    if (!maySleep) {
      return Step.returned(Outcome.failed(Errno.EAGAIN), host);
    }
    if (socket.isShutForReceiving()) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    return List.of(new Step.Parked(host.park(accept.caller().thread(), this, id, WAKING)));
  }

  private List<Step> taken(Host host, int id, int connection) {
    UnixSocket peer = UnixSocket.of(host, UnixSocket.of(host, connection).link().peer());
    return Step.returned(
        new Outcome.Returned(
            Outcome.DESCRIPTOR, Bytes.EMPTY, Outcome.NO_FLAGS, peer.name(), Out.NOTHING),
        UnixRoom.look(UnixMemory.dequeued(host, id), id)
            .describe(accept.result(), connection, accept.nonblocking()));
  }
}
