// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Bytes;
import org.sockdiff.abi.MsgFlag;
import org.sockdiff.rule.UnixRules;

/**
 * One walk of a receive call through the queue of a UNIX stream, buffer by buffer, up to where it
 * returns or would have to wait.
 *
 * <p>Source: net/unix/af_unix.c, unix_stream_read_generic, manage_oob.
 */
final class UnixStreamRead {
  private static final int NONE = -1;

  private final int id;
  private final Receive receive;
  private final boolean peeks;
  private final boolean inline;
  private final List<UnixSkb> queue;
  private Host host;
  private Bytes data;
  private int skip;
  private Optional<Integer> sender = Optional.empty();
  private End end = End.ENOUGH;

  /** Why a walk ends. */
  enum End {
    /** It has what fits, or stops at a mark. */
    ENOUGH,
    /** There is nothing more to look at. */
    EMPTY,
    /** What was to be copied could not be. */
    FAULT
  }

  /**
   * A walk.
   *
   * @param taken what the call has already
   * @param skip how many bytes a peek passes over
   */
  UnixStreamRead(Host host, int id, Receive receive, Bytes taken, int skip) {
    this.id = id;
    this.receive = receive;
    this.host = host;
    this.data = taken;
    this.skip = skip;
    peeks = MsgFlag.MSG_PEEK.in(receive.flags());
    inline = UnixSocket.of(host, id).settings().inline();
    queue = new ArrayList<>(UnixSocket.of(host, id).queue().items());
  }

  Host host() {
    return host;
  }

  Bytes data() {
    return data;
  }

  /** The sender of what was last copied. */
  Optional<Integer> sender() {
    return sender;
  }

  /** What is left to pass over. */
  int skip() {
    return skip;
  }

  End end() {
    return end;
  }

  void run() {
    do {
      if (!walk()) {
        return;
      }
    } while (data.length() < receive.length());
  }

  /**
   * A read takes from the first buffer, a peek from all; the answer is whether the first was used
   * up.
   */
  private boolean walk() {
    int place = first();
    do {
      if (place != NONE) {
        place = atMark(place);
        if (place == NONE && !data.isEmpty()) {
          return false;
        }
      }
      place = skipped(place);
      if (place == NONE) {
        end = End.EMPTY;
        return false;
      }
      int chunk = Math.min(queue.get(place).length() - skip, receive.length() - data.length());
      if (receive.faultsAt(data.length() + chunk)) {
        end = End.FAULT;
        return false;
      }
      copy(place, chunk);
      if (!peeks) {
        return taken(place, chunk);
      }
      if (host.answer(UnixRules.STREAM_PEEK) == UnixRules.StreamPeek.FIRST_BUFFER) {
        return false;
      }
      skip = 0;
      place = next(place);
    } while (place != NONE);
    return false;
  }

  private int first() {
    return queue.isEmpty() ? NONE : 0;
  }

  private int next(int place) {
    return place + 1 < queue.size() ? place + 1 : NONE;
  }

  /** Where the bytes to pass over end; the urgent byte is none too few to be passed over. */
  private int skipped(int from) {
    int place = from;
    while (place != NONE && skip >= queue.get(place).length()) {
      skip -= queue.get(place).length();
      place = next(place);
    }
    return place;
  }

  /**
   * Where to go on at a buffer that may be urgent, or may have been: nowhere if there is something
   * already, else behind it.
   */
  private int atMark(int at) {
    int place = at;
    if (queue.get(place).length() == 0) {
      place = behindEmpty(place);
    }
    if (place == NONE || !queue.get(place).isUrgent()) {
      return place;
    }
    if (!data.isEmpty()) {
      return NONE;
    }
    if (peeks) {
      return inline ? place : next(place);
    }
    queue.set(place, queue.get(place).marked(UnixSkb.Mark.NONE));
    if (!inline) {
      host = UnixMemory.removed(host, id, queue, place);
      return first();
    }
    return place;
  }

  private int behindEmpty(int place) {
    boolean marks = host.answer(UnixRules.URGENT_READ) == UnixRules.UrgentRead.MARK;
    if (marks && !data.isEmpty() && queue.stream().noneMatch(UnixSkb::isUrgent)) {
      return NONE;
    }
    if (peeks) {
      return marks ? next(place) : place;
    }
    host = UnixMemory.removed(host, id, queue, place);
    return place < queue.size() && (marks || data.isEmpty()) ? place : NONE;
  }

  private void copy(int place, int chunk) {
    UnixSkb skb = queue.get(place);
    data = data.plus(skb.payload().slice(skip, skip + chunk));
    sender = Optional.of(skb.sender());
    host = UnixOptions.peekOffsetMoved(host, id, peeks ? chunk : -chunk);
  }

  private boolean taken(int place, int chunk) {
    UnixSkb rest = queue.get(place).after(chunk);
    if (rest.length() > 0) {
      queue.set(place, rest);
      host = host.withSocket(id, UnixSocket.of(host, id).withQueue(Fifo.of(queue)));
      return false;
    }
    host = UnixMemory.removed(host, id, queue, place);
    return true;
  }
}
