// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.rule.UnixRules;

/**
 * The urgent byte of a UNIX stream, a buffer of its own in the queue. When it was read as urgent an
 * empty buffer stays in its place, which is where reads stop.
 *
 * <p>Source: net/unix/af_unix.c, manage_oob, unix_stream_recv_urg, unix_ioctl.
 */
final class UnixUrgent {
  private UnixUrgent() {}

  static boolean isPending(UnixSocket socket) {
    return place(socket.queue().items()) >= 0;
  }

  private static int place(List<UnixSkb> items) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).isUrgent()) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a socket that ends now leaves something unread: a byte read as urgent is read. */
  static boolean hasUnread(UnixSocket socket) {
    Optional<UnixSkb> head = socket.queue().peek();
    return head.isPresent()
        && (socket.queue().size() > 1
            || socket.type() != UnixSocket.SOCK_STREAM
            || head.get().length() > 0);
  }

  /** SIOCATMARK. */
  static List<Step> atMark(Host host, UnixSocket socket) {
    if (socket.type() != UnixSocket.SOCK_STREAM) {
      return switch (host.answer(UnixRules.MESSAGE_MARK)) {
        case ABSENT -> Step.returned(Outcome.failed(Errno.ENOTTY), host);
        case ZERO -> number(0, host);
        case REFUSED -> Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
      };
    }
    return isKnown(host)
        ? number(isAtMark(host, socket.queue().items()) ? 1 : 0, host)
        : Step.returned(Outcome.failed(Errno.ENOTTY), host);
  }

  private static List<Step> number(int value, Host host) {
    return Step.returned(Outcome.ofOut(0, new Out.Int(value)), host);
  }

  /** Whether there is such a thing. */
  static boolean isKnown(Host host) {
    return host.answer(UnixRules.URGENT) == UnixRules.Urgent.ASIDE;
  }

  private static boolean isAtMark(Host host, List<UnixSkb> items) {
    int place = place(items);
    return place == 0
        || (!items.isEmpty()
            && items.get(0).length() == 0
            && place <= 1
            && host.answer(UnixRules.URGENT_READ) == UnixRules.UrgentRead.MARK);
  }

  /** A new urgent byte makes the former one a byte like others. */
  static Fifo<UnixSkb> added(Fifo<UnixSkb> queue, UnixSkb urgent) {
    return queue
        .map(skb -> skb.isUrgent() ? skb.marked(UnixSkb.Mark.NONE) : skb)
        .add(urgent.marked(UnixSkb.Mark.URGENT));
  }

  /** recv with MSG_OOB; it never sleeps. */
  static List<Step> receive(Host host, int id, Receive receive) {
    if (!isKnown(host)) {
      return Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
    }
    UnixSocket socket = UnixSocket.of(host, id);
    List<UnixSkb> items = new ArrayList<>(socket.queue().items());
    int place = place(items);
    if (socket.settings().inline() || place < 0) {
      return Step.returned(Outcome.failed(Errno.EINVAL), host);
    }
    Bytes data = items.get(place).payload();
    Host after = MsgFlag.MSG_PEEK.in(receive.flags()) ? host : taken(host, id, items, place);
    if (receive.faultsAt(1)) {
      return Step.returned(Outcome.failed(Errno.EFAULT), after);
    }
    int flags =
        receive.returnsFlags()
            ? MsgFlag.MSG_OOB.bit() | (receive.flags() & MsgFlag.MSG_CMSG_CLOEXEC.bit())
            : Outcome.NO_FLAGS;
    return Step.returned(
        new Outcome.Returned(
            1, data.first(receive.length()), flags, SockAddr.NONE, receive.nothingBeside()),
        after);
  }

  /** Leaves an empty buffer in the byte's place; of two in a row one goes. */
  private static Host taken(Host host, int id, List<UnixSkb> items, int place) {
    items.set(place, items.get(place).after(1).marked(UnixSkb.Mark.NONE));
    if (place > 0
        && items.get(place - 1).length() == 0
        && host.answer(UnixRules.URGENT_READ) == UnixRules.UrgentRead.MARK) {
      return UnixMemory.removed(host, id, items, place - 1);
    }
    return host.withSocket(id, UnixSocket.of(host, id).withQueue(Fifo.of(items)));
  }
}
