// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;
import org.sockdiff.rule.UnixRules;

/**
 * A send call on a UNIX datagram or seqpacket socket: it may sleep for room in its own buffer, and
 * then for room in the receiver's queue, while what it sends is charged already.
 *
 * <p>Source: net/unix/af_unix.c, unix_dgram_sendmsg, unix_wait_for_peer; net/core/sock.c,
 * sock_alloc_send_pskb.
 *
 * @param timeout SO_SNDTIMEO when the call began
 * @param peer the peer when the call began, if no address was given, or {@link #LATER}
 * @param charge what is charged; 0 while it waits for room in its buffer
 */
record UnixDgramSend(Send send, long timeout, int peer, int charge) implements Pending {
  /** sizeof(struct sk_buff) was subtracted in bytes once; what is left of it. */
  private static final int RESERVED = 32;

  /** The peer will be the one that the socket has once the message is copied. */
  private static final int LATER = -2;

  private static List<Step> failed(Errno errno, Host host) {
    return Step.returned(Outcome.failed(errno), host);
  }

  static List<Step> start(Host host, Send send) {
    UnixSocket socket = UnixSocket.of(host, send.caller().socket(host));
    refuseControl(send);
    if (MsgFlag.MSG_OOB.in(send.flags())) {
      return failed(Errno.EOPNOTSUPP, host);
    }
    boolean named = isNamed(send.to());
    if (named && UnixNames.valid(send.to()).isEmpty()) {
      return failed(Errno.EINVAL, host);
    }
    boolean later =
        !named && host.answer(UnixRules.PEER_LOOKED_UP) == UnixRules.PeerLookedUp.AFTER_COPY;
    if (!named && !later && !socket.link().hasPeer()) {
      return failed(Errno.ENOTCONN, host);
    }
    if (send.data().length() > socket.options().sndbuf() - RESERVED) {
      return failed(Errno.EMSGSIZE, host);
    }
    long timeout = socket.options().sendTimeout();
    int peer = named ? UnixLink.NOBODY : later ? LATER : socket.link().peer();
    return new UnixDgramSend(send, timeout, peer, 0)
        .allocate(host, !send.nonblocking(host) && timeout != 0);
  }

  /**
   * On a seqpacket socket, which tells its error first and looks at no address. Source:
   * net/unix/af_unix.c, unix_seqpacket_sendmsg.
   */
  static List<Step> startConnected(Host host, Send send) {
    int id = send.caller().socket(host);
    UnixSocket socket = UnixSocket.of(host, id);
    if (socket.error().isPresent()) {
      return failed(socket.error().get(), host.withSocket(id, socket.withError(Optional.empty())));
    }
    return socket.isConnected() ? start(host, send.withoutAddress()) : failed(Errno.ENOTCONN, host);
  }

  static void refuseControl(Send send) {
    if (!send.control().isEmpty()) {
      throw new ModelGap("control messages sent on a UNIX socket");
    }
  }

  /** Whether msg_namelen is not 0. */
  static boolean isNamed(SockAddr to) {
    return to != SockAddr.NONE && !(to instanceof SockAddr.Raw raw && raw.length() == 0);
  }

  @Override
  public List<Step> resume(Host host) {
    return goOn(host, true);
  }

  @Override
  public List<Step> expire(Host host) {
    return goOn(host, false);
  }

  private List<Step> goOn(Host host, boolean maySleep) {
    return charge == 0 ? allocate(host, maySleep) : deliver(host, maySleep);
  }

  /** Who waits for the receiver does not look again when a signal comes. */
  @Override
  public List<Step> interrupt(Host host) {
    return charge == 0 ? Pending.super.interrupt(host) : free(Errno.EINTR, host);
  }

  @Override
  public List<Integer> holds() {
    return List.of(send.caller().description());
  }

  private int id(Host host) {
    return send.caller().socket(host);
  }

  private List<Step> allocate(Host host, boolean maySleep) {
    int id = id(host);
    UnixSocket socket = UnixSocket.of(host, id);
    if (socket.error().isPresent()) {
      return failed(socket.error().get(), host.withSocket(id, socket.withError(Optional.empty())));
    }
    if (socket.isShutForSending()) {
      return failed(Errno.EPIPE, host);
    }
    if (socket.charged() >= socket.options().sndbuf()) {
      return maySleep ? sleep(host, id, false, UnixSocket.OWN) : failed(Errno.EAGAIN, host);
    }
    if (send.data().fault()) {
      return failed(Errno.EFAULT, host);
    }
    int bytes = UnixMemory.ofMessage(send.data().length());
    Host charged = UnixMemory.charge(host, id, bytes);
    if (peer == LATER && !socket.link().hasPeer()) {
      return failed(Errno.ENOTCONN, UnixMemory.uncharge(charged, id, bytes));
    }
    return new UnixDgramSend(send, timeout, peer == LATER ? socket.link().peer() : peer, bytes)
        .deliver(charged, maySleep);
  }

  private List<Step> sleep(Host host, int line, boolean exclusive, int events) {
    int thread = send.caller().thread();
    return List.of(
        new Step.Parked(
            host.park(thread, this).stand(line, new Waiter(thread, exclusive, events))));
  }

  private List<Step> free(Errno errno, Host host) {
    return failed(errno, UnixMemory.uncharge(host, id(host), charge));
  }

  private List<Step> deliver(Host host, boolean maySleep) {
    int id = id(host);
    int other = peer;
    if (other == UnixLink.NOBODY) {
      UnixNames.Found found =
          UnixNames.find(host, (UnixAddr) send.to(), UnixSocket.of(host, id).type());
      if (found.errno().isPresent()) {
        return free(found.errno().get(), host);
      }
      other = found.id();
    }
    if (!UnixDgramConnect.maySend(host, id, other)) {
      return free(Errno.EPERM, host);
    }
    UnixSocket receiver = UnixSocket.of(host, other);
    if (receiver.isDead()) {
      return left(host, id, other);
    }
    if (receiver.isShutForReceiving()) {
      return free(Errno.EPIPE, host);
    }
    if (other != id && receiver.link().peer() != id && receiver.isFull()) {
      return maySleep
          ? sleep(host, other, true, UnixSocket.PEER_WAIT)
          : free(Errno.EAGAIN, UnixRoom.await(host, id));
    }
    UnixSkb skb = new UnixSkb(send.data().bytes(), id, charge, UnixSkb.Mark.NONE);
    return Step.returned(
        Outcome.ofValue(send.data().length()),
        host.withSocket(other, receiver.withQueue(receiver.queue().add(skb)))
            .wakeOne(other, UnixSocket.READABLE));
  }

  /** The peer is dead: the socket is connected no longer, and what it had queued is gone. */
  private List<Step> left(Host host, int id, int dead) {
    UnixSocket socket = UnixSocket.of(host, id);
    if (socket.link().peer() != dead) {
      return free(Errno.ECONNRESET, host);
    }
    Host alone =
        host.withSocket(id, socket.withLink(socket.link().toNobody()))
            .wakeOne(id, UnixSocket.WRITABLE);
    return free(Errno.ECONNREFUSED, UnixDgramConnect.disconnected(alone, id, dead));
  }
}
