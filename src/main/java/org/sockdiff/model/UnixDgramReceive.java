// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.PollFlag;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;
import org.sockdiff.rule.UnixRules;

/**
 * A receive call on a UNIX datagram or seqpacket socket: one message, whole or cut off. Only of the
 * latter a call that may not sleep sees the end of the input.
 *
 * <p>Source: net/unix/af_unix.c, unix_seqpacket_recvmsg, __unix_dgram_recvmsg; net/core/datagram.c,
 * __skb_try_recv_datagram, __skb_wait_for_more_packets.
 *
 * @param timeout SO_RCVTIMEO when the call began
 * @param maySleep whether it may wait for a message
 */
record UnixDgramReceive(Receive receive, long timeout, boolean maySleep) implements Pending {
  private static final int WAKING = PollFlag.POLLIN.bit() | PollFlag.POLLERR.bit();

  static List<Step> start(Host host, Receive receive) {
    Description description = host.descriptionAt(receive.description());
    UnixSocket socket = UnixSocket.of(host, description.socket());
    if (socket.isConnectionBased() && !socket.isConnected()) {
      return Step.returned(Outcome.failed(Errno.ENOTCONN), host);
    }
    if (MsgFlag.MSG_OOB.in(receive.flags())) {
      return Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
    }
    long timeout = socket.options().receiveTimeout();
    boolean maySleep =
        !MsgFlag.MSG_DONTWAIT.in(receive.flags()) && !description.nonblocking() && timeout != 0;
    return new UnixDgramReceive(receive, timeout, maySleep).attempt(host, maySleep);
  }

  @Override
  public List<Step> resume(Host host) {
    return unlocking(attempt(host, maySleep));
  }

  @Override
  public List<Step> expire(Host host) {
    return unlocking(attempt(host, false));
  }

  @Override
  public List<Step> interrupt(Host host) {
    return unlocking(Pending.super.interrupt(host));
  }

  /** A call that slept and returns lets in who waited for it. */
  private List<Step> unlocking(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                step instanceof Step.Returned returned
                    ? new Step.Returned(
                        returned.outcome(),
                        returned.host().wakeOne(id(returned.host()), UnixSocket.READ_LOCK))
                    : step)
        .toList();
  }

  @Override
  public List<Integer> holds() {
    return List.of(receive.description());
  }

  private int id(Host host) {
    return host.descriptionAt(receive.description()).socket();
  }

  private boolean peeks() {
    return MsgFlag.MSG_PEEK.in(receive.flags());
  }

  private List<Step> attempt(Host host, boolean waits) {
    int id = id(host);
    UnixSocket socket = UnixSocket.of(host, id);
    if (socket.error().isPresent()) {
      return Step.returned(
          Outcome.failed(socket.error().get()),
          host.withSocket(id, socket.withError(Optional.empty())));
    }
    if (host.answer(UnixRules.MESSAGE_SLEEPERS) == UnixRules.MessageSleepers.BEHIND_A_LOCK
        && socket.waiters().stream().anyMatch(waiter -> waiter.events() == WAKING)) {
      return List.of(
          new Step.Parked(
              host.park(receive.thread(), new UnixDgramReceive(receive, timeout, maySleep))
                  .stand(id, new Waiter(receive.thread(), true, UnixSocket.READ_LOCK))));
    }
    Optional<Found> found =
        find(socket, host.answer(UnixRules.SECOND_PEEK) == UnixRules.SecondPeek.SKIPS_IT);
    if (found.isPresent()) {
      return List.of(take(host, id, found.get()));
    }
    if (!waits && !(socket.isConnectionBased() && socket.isShutForReceiving())) {
      return Step.returned(Outcome.failed(Errno.EAGAIN), host);
    }
    if (socket.isShutForReceiving()) {
      return Step.returned(outcome(0, Bytes.EMPTY, false, SockAddr.NONE), host);
    }
    return List.of(new Step.Parked(host.park(receive.thread(), this, id, WAKING)));
  }

  /**
   * What the call looks at.
   *
   * @param index its place in the queue
   * @param start the first byte that is shown
   */
  private record Found(int index, UnixSkb skb, int start) {}

  private Optional<Found> find(UnixSocket socket, boolean skipsEmpty) {
    int offset = socket.options().peekOffset();
    boolean walks = offset >= 0 || skipsEmpty;
    return peeks() && walks
        ? walk(socket, Math.max(offset, 0))
        : socket.queue().peek().map(skb -> new Found(0, skb, 0));
  }

  /** An empty message is passed over once it was peeked at, and while there is an offset left. */
  private static Optional<Found> walk(UnixSocket socket, int offset) {
    int rest = offset;
    int index = 0;
    for (UnixSkb skb : socket.queue().items()) {
      if (rest < skb.length() || (rest == 0 && !skb.isPeeked())) {
        return Optional.of(new Found(index, skb, rest));
      }
      rest -= skb.length();
      index++;
    }
    return Optional.empty();
  }

  private Step take(Host host, int id, Found found) {
    UnixSkb skb = found.skb();
    int rest = skb.length() - found.start();
    Bytes data =
        skb.payload().slice(found.start(), found.start() + Math.min(receive.length(), rest));
    SockAddr from = receive.asksFrom() ? sender(host, skb) : SockAddr.NONE;
    Outcome outcome =
        timed(
            host,
            outcome(
                returnsLength(host) ? rest : data.length(), data, receive.length() < rest, from));
    boolean copied = !receive.faultsAt(rest);
    Host woken = UnixRoom.look(host, id);
    Host after = peeks() ? peeked(woken, id, found) : UnixMemory.dequeued(woken, id);
    if (!copied) {
      return new Step.Returned(Outcome.failed(Errno.EFAULT), after);
    }
    Host moved = UnixOptions.peekOffsetMoved(after, id, peeks() ? data.length() : -skb.length());
    return new Step.Returned(
        receive.badFrom() && from != SockAddr.NONE ? Outcome.failed(Errno.EFAULT) : outcome, moved);
  }

  private boolean returnsLength(Host host) {
    return MsgFlag.MSG_TRUNC.in(receive.flags())
        && host.answer(UnixRules.MSG_TRUNC) == UnixRules.MsgTrunc.WHOLE_LENGTH;
  }

  private static SockAddr sender(Host host, UnixSkb skb) {
    UnixAddr name = UnixSocket.of(host, skb.sender()).name();
    return name.isUnnamed() ? SockAddr.NONE : name;
  }

  private static Host peeked(Host host, int id, Found found) {
    UnixSocket socket = UnixSocket.of(host, id);
    return found.skb().length() > 0
        ? host
        : host.withSocket(
            id,
            socket.withQueue(
                socket.queue().with(found.index(), found.skb().marked(UnixSkb.Mark.PEEKED))));
  }

  /** With the time, if it is asked for. Source: net/socket.c, __sock_recv_timestamp. */
  private Outcome timed(Host host, Outcome.Returned returned) {
    MessageOptions options = UnixSocket.of(host, id(host)).options().messages();
    if (receive.control().isEmpty()
        || options.on().isEmpty()
        || host.answer(UnixRules.TIME) == UnixRules.Time.NOT_TOLD) {
      return returned;
    }
    ControlRoom room = new ControlRoom(host, receive.control().get());
    UdpControl.putTime(options, room);
    return new Outcome.Returned(
        returned.value(),
        returned.data(),
        returned.flags() | room.flags(),
        returned.from(),
        room.out());
  }

  private Outcome.Returned outcome(long value, Bytes data, boolean truncated, SockAddr from) {
    int flags =
        receive.returnsFlags()
            ? (truncated ? MsgFlag.MSG_TRUNC.bit() : 0)
                | (receive.flags() & MsgFlag.MSG_CMSG_CLOEXEC.bit())
            : Outcome.NO_FLAGS;
    return new Outcome.Returned(value, data, flags, from, receive.nothingBeside());
  }
}
