// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Outcome;

/**
 * A send call on a UNIX stream. What is longer than a buffer is sent in several parts, between
 * which others may send and receive; the last byte of urgent data is a part of its own.
 *
 * <p>Source: net/unix/af_unix.c, unix_stream_sendmsg, queue_oob; net/core/sock.c,
 * sock_alloc_send_pskb.
 *
 * @param timeout SO_SNDTIMEO when the call began
 * @param sent how many bytes have been sent
 */
record UnixStreamSend(Send send, long timeout, int sent) implements Pending {
  static List<Step> start(Host host, Send send) {
    UnixSocket socket = UnixSocket.of(host, send.caller().socket(host));
    UnixDgramSend.refuseControl(send);
    if (MsgFlag.MSG_OOB.in(send.flags())
        && (send.data().length() == 0 || !UnixUrgent.isKnown(host))) {
      return failed(Errno.EOPNOTSUPP, host);
    }
    if (UnixDgramSend.isNamed(send.to())) {
      return failed(socket.isConnected() ? Errno.EISCONN : Errno.EOPNOTSUPP, host);
    }
    if (!socket.link().hasPeer()) {
      return failed(Errno.ENOTCONN, host);
    }
    if (socket.isShutForSending()) {
      return failed(Errno.EPIPE, host);
    }
    if (send.data().length() == 0) {
      return Step.returned(Outcome.ofValue(0), host);
    }
    long timeout = socket.options().sendTimeout();
    return new UnixStreamSend(send, timeout, 0).part(host, !send.nonblocking(host) && timeout != 0);
  }

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  @Override
  public List<Step> resume(Host host) {
    return part(host, !send.nonblocking(host) && timeout != 0);
  }

  @Override
  public List<Step> expire(Host host) {
    return part(host, false);
  }

  @Override
  public List<Step> interrupt(Host host) {
    return part(host, true).stream()
        .map(
            step -> step instanceof Step.Parked parked ? stopped(Errno.EINTR, parked.host()) : step)
        .toList();
  }

  @Override
  public List<Integer> holds() {
    return List.of(send.caller().description());
  }

  /** What was sent counts more than why no more was. */
  private Step stopped(Errno errno, Host host) {
    return new Step.Returned(sent > 0 ? Outcome.ofValue(sent) : Outcome.failed(errno), host);
  }

  private List<Step> part(Host host, boolean maySleep) {
    int id = send.caller().socket(host);
    UnixSocket socket = UnixSocket.of(host, id);
    if (socket.error().isPresent()) {
      return List.of(
          stopped(socket.error().get(), host.withSocket(id, socket.withError(Optional.empty()))));
    }
    if (socket.isShutForSending()) {
      return List.of(stopped(Errno.EPIPE, host));
    }
    if (socket.charged() >= socket.options().sndbuf()) {
      int thread = send.caller().thread();
      return maySleep
          ? List.of(
              new Step.Parked(
                  host.park(thread, this).stand(id, new Waiter(thread, false, UnixSocket.OWN))))
          : List.of(stopped(Errno.EAGAIN, host));
    }
    if (send.data().fault()) {
      return List.of(stopped(Errno.EFAULT, host));
    }
    return deliver(host, id, socket);
  }

  private List<Step> deliver(Host host, int id, UnixSocket socket) {
    UnixSocket peer = UnixSocket.of(host, socket.link().peer());
    if (peer.isDead() || peer.isShutForReceiving()) {
      return List.of(stopped(Errno.EPIPE, host));
    }
    boolean urgent = MsgFlag.MSG_OOB.in(send.flags());
    int ordinary = send.data().length() - sent - (urgent ? 1 : 0);
    int length = ordinary == 0 ? 1 : UnixMemory.chunk(ordinary, socket.options().sndbuf());
    Bytes payload = send.data().bytes().slice(sent, sent + length);
    UnixSkb skb = new UnixSkb(payload, id, UnixMemory.ofChunk(length), UnixSkb.Mark.NONE);
    Fifo<UnixSkb> queue =
        ordinary == 0 ? UnixUrgent.added(peer.queue(), skb) : peer.queue().add(skb);
    int to = socket.link().peer();
    Host queued =
        UnixMemory.charge(host, id, skb.truesize())
            .withSocket(to, UnixSocket.of(host, to).withQueue(queue));
    Host woken = queued.wakeOne(to, UnixSocket.READABLE);
    if (sent + length == send.data().length()) {
      return Step.returned(Outcome.ofValue(sent + length), woken);
    }
    return List.of(
        new Step.Going(
            woken.going(send.caller().thread(), new UnixStreamSend(send, timeout, sent + length))));
  }
}
