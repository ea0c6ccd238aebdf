// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Errno;
import org.sockdiff.abi.Out;
import org.sockdiff.abi.Outcome;
import org.sockdiff.rule.PeekRules;

/**
 * SO_PEEK_OFF on a UDP socket: where the next peek starts, in bytes from the start of the queue.
 * Peeks move it on and reads move it back, by what they return, which is the whole datagram with
 * MSG_TRUNC; it is never compared with what is queued.
 *
 * <p>Source: net/core/sock.c, sk_set_peek_off and sk_setsockopt; include/net/sock.h,
 * sk_peek_offset, sk_peek_offset_bwd and sk_peek_offset_fwd (read in 4.7.4 to 7.1.5).
 */
final class PeekOffset {
  private PeekOffset() {}

  /** What getsockopt tells: the value as it was stored. */
  static List<Step> get(Host host, SocketOptions options) {
    return switch (host.answer(PeekRules.UDP_PEEK_OFFSET)) {
      case ABSENT, IGNORED -> Step.returned(Outcome.failed(Errno.ENOPROTOOPT), host);
      case UNSUPPORTED -> Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
      case STUCK_AT_ZERO, WORKS ->
          Step.returned(Outcome.ofOut(0, new Out.Int(options.peekOffset())), host);
    };
  }

  static List<Step> set(Host host, int id, UdpSocket socket, int value) {
    return switch (host.answer(PeekRules.UDP_PEEK_OFFSET)) {
      case ABSENT -> Step.returned(Outcome.failed(Errno.ENOPROTOOPT), host);
      case UNSUPPORTED -> Step.returned(Outcome.failed(Errno.EOPNOTSUPP), host);
      case IGNORED -> Step.returned(Outcome.ofValue(0), host);
      case STUCK_AT_ZERO, WORKS -> store(host, id, socket, value);
    };
  }

  private static List<Step> store(Host host, int id, UdpSocket socket, int value) {
    boolean refused =
        value < 0
            && host.answer(PeekRules.UDP_PEEK_OFFSET_NEGATIVE) == PeekRules.NegativeOffset.REFUSED;
    return refused
        ? Step.returned(Outcome.failed(Errno.EINVAL), host)
        : Step.returned(
            Outcome.ofValue(0),
            host.withSocket(id, socket.withOptions(socket.options().withPeekOffset(value))));
  }

  /** Whether it is on, so that calls start from it and move it. */
  static boolean isOn(Host host, int offset) {
    return offset > 0
        || (offset == 0 && host.answer(PeekRules.UDP_PEEK_OFFSET) == PeekRules.PeekOffset.WORKS);
  }

  /**
   * What a peek finds.
   *
   * @param index its place in the queue, from 0
   * @param start the first byte that is shown
   */
  record Found(int index, SkBuff skb, int start) {
    /** How many bytes there are from there on. */
    int rest() {
      return skb.payload().length() - start;
    }
  }

  /**
   * What a peek finds in a queue. An empty datagram is passed over once it was peeked, and also if
   * there is an offset left where it stands.
   *
   * @param offset the option's value when the call began
   */
  static Optional<Found> find(Host host, ReceiveQueue queue, int offset) {
    Optional<SkBuff> head = queue.head();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    if (isOn(host, offset) || isSkipped(host, head.get())) {
      return walk(queue, Math.max(offset, 0));
    }
    return Optional.of(new Found(0, head.get(), 0));
  }

  private static boolean isSkipped(Host host, SkBuff head) {
    return head.peeked()
        && head.payload().isEmpty()
        && host.answer(PeekRules.UDP_SECOND_PEEK) == PeekRules.SecondPeek.SKIPS_IT;
  }

  private static Optional<Found> walk(ReceiveQueue queue, int offset) {
    int rest = offset;
    int index = 0;
    for (SkBuff skb : queue.items()) {
      int length = skb.payload().length();
      if (rest < length || (rest == 0 && !skb.peeked())) {
        return Optional.of(new Found(index, skb, rest));
      }
      rest -= length;
      index++;
    }
    return Optional.empty();
  }

  /**
   * The second part of a call: it moves the offset after it let go of the queue, so that two
   * peekers may start from the same one. Source: net/ipv4/udp.c, skb_consume_udp.
   *
   * @param description the open file description that the call was made on
   * @param by how far, in bytes; negative for a read
   * @param outcome what the call returns then
   */
  record Move(int description, int by, Outcome outcome) implements Pending {
    @Override
    public List<Step> resume(Host host) {
      int id = host.descriptionAt(description).socket();
      UdpSocket socket = (UdpSocket) host.socket(id);
      int offset = socket.options().peekOffset();
      return isOn(host, offset)
          ? Step.returned(
              outcome,
              host.withSocket(
                  id,
                  socket.withOptions(socket.options().withPeekOffset(Math.max(offset + by, 0)))))
          : Step.returned(outcome, host);
    }

    @Override
    public List<Step> expire(Host host) {
      throw new IllegalStateException("it does not sleep");
    }

    @Override
    public long timeout() {
      return SocketOptions.FOREVER;
    }

    @Override
    public List<Integer> holds() {
      return List.of(description);
    }
  }
}
