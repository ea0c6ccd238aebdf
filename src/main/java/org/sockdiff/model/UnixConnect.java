// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;

/**
 * connect on a UNIX stream or seqpacket socket. It is connected at once, to a socket that waits in
 * the listener's queue to be accepted; where that is full the call sleeps.
 *
 * <p>Source: net/unix/af_unix.c, unix_stream_connect.
 *
 * @param timeout SO_SNDTIMEO when the call began
 */
record UnixConnect(Caller caller, UnixAddr name, long timeout) implements Pending {
  static List<Step> start(Host host, Caller caller, SockAddr address) {
    Optional<UnixAddr> name = UnixNames.valid(address);
    if (name.isEmpty()) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    long timeout = host.socket(caller.socket(host)).options().sendTimeout();
    return new UnixConnect(caller, name.get(), timeout)
        .attempt(host, !caller.nonblocking(host) && timeout != 0);
  }

  @Override
  public List<Step> resume(Host host) {
    return attempt(host, true);
  }

  @Override
  public List<Step> expire(Host host) {
    return attempt(host, false);
  }

  /** It does not look again when a signal comes. */
  @Override
  public List<Step> interrupt(Host host) {
    return Step.returned(Outcome.failed(Errno.EINTR), host);
  }

  @Override
  public List<Integer> holds() {
    return List.of(caller.description());
  }

  private List<Step> attempt(Host host, boolean maySleep) {
    int id = caller.socket(host);
    UnixSocket socket = UnixSocket.of(host, id);
    UnixNames.Found found = UnixNames.find(host, name, socket.type());
    if (found.errno().isPresent()) {
      return Step.returned(Outcome.failed(found.errno().get()), host);
    }
    UnixSocket listener = UnixSocket.of(host, found.id());
    if (!listener.isListening() || listener.isShutForReceiving()) {
      return Step.returned(Outcome.failed(Errno.ECONNREFUSED), host);
    }
    if (listener.isFull()) {
      return maySleep
          ? List.of(
              new Step.Parked(
                  host.park(caller.thread(), this)
                      .stand(found.id(), new Waiter(caller.thread(), true, UnixSocket.PEER_WAIT))))
          : Step.returned(Outcome.failed(Errno.EAGAIN), host);
    }
    if (socket.link().state() != UnixLink.State.CLOSE) {
      return Step.returned(
          Outcome.failed(socket.isConnected() ? Errno.EISCONN : Errno.EINVAL), host);
    }
    return Step.returned(Outcome.ofValue(0), joined(host, id, found.id()));
  }

  private static Host joined(Host host, int id, int listening) {
    UnixSocket socket = UnixSocket.of(host, id);
    UnixSocket listener = UnixSocket.of(host, listening);
    int far = host.answeringTo(id);
    UnixSocket answering = UnixSocket.fresh(host, socket.type());
    UnixSkb request = new UnixSkb(Bytes.EMPTY, far, UnixMemory.ofMessage(1), UnixSkb.Mark.NONE);
    return host.withSocket(
            far,
            answering
                .named(listener.name(), false)
                .withLink(answering.link().to(id))
                .withCharged(request.truesize()))
        .withSocket(id, socket.withLink(socket.link().to(far)))
        .withSocket(listening, listener.withQueue(listener.queue().add(request)))
        .wakeOne(listening, UnixSocket.READABLE);
  }
}
