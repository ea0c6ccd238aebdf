// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.abi.UnixAddr;
import org.sockdiff.rule.UnixRules;

/**
 * A receive call on a UNIX stream: as many bytes as there are and fit; with MSG_WAITALL or
 * SO_RCVLOWAT it sleeps with what it has. A peek returns at the end of what is queued, whatever it
 * waits for, once it has something.
 *
 * <p>Source: net/unix/af_unix.c, unix_stream_read_generic, unix_stream_data_wait.
 *
 * @param timeout SO_RCVTIMEO when the call began
 * @param taken what it has
 * @param from who sent that
 * @param skip how many bytes a peek passes over, when it goes on after a sleep
 * @param seen how many buffers were queued when it went to sleep
 */
record UnixStreamReceive(
    Receive receive, long timeout, Bytes taken, SockAddr from, int skip, int seen)
    implements Pending {
  static List<Step> start(Host host, Receive receive) {
    Description description = host.descriptionAt(receive.description());
    UnixSocket socket = UnixSocket.of(host, description.socket());
    if (!socket.isConnected()) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    if (MsgFlag.MSG_OOB.in(receive.flags())) {
      return UnixUrgent.receive(host, description.socket(), receive);
    }
    long timeout = socket.options().receiveTimeout();
    boolean maySleep =
        !MsgFlag.MSG_DONTWAIT.in(receive.flags()) && !description.nonblocking() && timeout != 0;
    if (receive.length() == 0
        && !socket.queue().isEmpty()
        && host.answer(UnixRules.NO_ROOM) == UnixRules.NoRoom.EOPNOTSUPP) {
      return Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
    }
    return new UnixStreamReceive(
            receive, timeout, Bytes.EMPTY, SockAddr.NONE, skipped(receive, socket), 0)
        .attempt(host, maySleep);
  }

  private static int skipped(Receive receive, UnixSocket socket) {
    return MsgFlag.MSG_PEEK.in(receive.flags()) ? Math.max(socket.options().peekOffset(), 0) : 0;
  }

  @Override
  public List<Step> resume(Host host) {
    return again(host, true).attempt(host, true);
  }

  @Override
  public List<Step> expire(Host host) {
    return again(host, false).attempt(host, false);
  }

  /** It does not look again when a signal comes. */
  @Override
  public List<Step> interrupt(Host host) {
    return Step.returned(
        taken.isEmpty() ? Outcome.failed(Errno.EINTR) : outcome(taken, from), host);
  }

  @Override
  public List<Integer> holds() {
    return List.of(receive.description());
  }

  private int id(Host host) {
    return host.descriptionAt(receive.description()).socket();
  }

  /**
   * After a sleep: SO_PEEK_OFF is read again, or else what is left of it counts from the start of
   * the queue.
   *
   * @param woken whether it was woken, perhaps for nothing; if not, its time is up
   */
  private UnixStreamReceive again(Host host, boolean woken) {
    UnixSocket socket = UnixSocket.of(host, id(host));
    boolean leftover =
        host.answer(UnixRules.PEEK_OFFSET_AFTER_SLEEP) == UnixRules.AfterSleep.LEFTOVER
            && !(woken && socket.queue().size() == seen);
    return leftover
        ? this
        : new UnixStreamReceive(receive, timeout, taken, from, skipped(receive, socket), seen);
  }

  /** How many bytes it waits for. Source: include/net/sock.h, sock_rcvlowat. */
  private int target(UnixSocket socket) {
    int length = receive.length();
    int wanted =
        MsgFlag.MSG_WAITALL.in(receive.flags())
            ? length
            : Math.min(socket.settings().lowest(), length);
    return Math.max(wanted, 1);
  }

  private List<Step> attempt(Host host, boolean maySleep) {
    int id = id(host);
    UnixStreamRead read = new UnixStreamRead(host, id, receive, taken, skip);
    read.run();
    Host after = read.host();
    Bytes data = read.data();
    SockAddr sender = read.sender().map(who -> name(after, who)).orElse(from);
    if (read.end() == UnixStreamRead.End.FAULT && data.isEmpty()) {
      return Step.returned(Outcome.failed(Errno.EFAULT), after);
    }
    UnixSocket socket = UnixSocket.of(after, id);
    if (read.end() != UnixStreamRead.End.EMPTY || data.length() >= target(socket)) {
      return Step.returned(outcome(data, sender), after);
    }
    if (socket.error().isPresent()) {
      return Step.returned(
          data.isEmpty() ? Outcome.failed(socket.error().get()) : outcome(data, sender),
          after.withSocket(id, socket.withError(Optional.empty())));
    }
    if (socket.isShutForReceiving()) {
      return Step.returned(outcome(data, sender), after);
    }
    if (!maySleep) {
      return Step.returned(
          data.isEmpty() ? Outcome.failed(Errno.EAGAIN) : outcome(data, sender), after);
    }
    UnixStreamReceive later =
        new UnixStreamReceive(receive, timeout, data, sender, read.skip(), socket.queue().size());
    return List.of(
        new Step.Parked(
            after
                .park(receive.thread(), later)
                .stand(id, new Waiter(receive.thread(), false, UnixSocket.OWN))));
  }

  private SockAddr name(Host host, int sender) {
    UnixAddr name = UnixSocket.of(host, sender).name();
    return !receive.asksFrom() || name.isUnnamed() ? SockAddr.NONE : name;
  }

  private Outcome outcome(Bytes data, SockAddr sender) {
    if (receive.badFrom() && sender != SockAddr.NONE) {
      return Outcome.failed(Errno.EFAULT);
    }
    int flags =
        receive.returnsFlags()
            ? receive.flags() & MsgFlag.MSG_CMSG_CLOEXEC.bit()
            : Outcome.NO_FLAGS;
    return new Outcome.Returned(data.length(), data, flags, sender, receive.nothingBeside());
  }
}
