// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockdiff.rule.Rules.ChargeReturned;

/**
 * A datagram socket's receive queue and what it charges.
 *
 * <p>Since 4.13 UDP has two: arrivals join {@code incoming}, calls look into {@code reader}, which
 * takes over all of incoming when it is empty. Order and contents do not depend on it, only the
 * moment at which charges are given back. Other kernels and kinds use incoming alone, here reader
 * stays empty.
 *
 * <p>Source: net/ipv4/udp.c, __skb_recv_udp, udp_rmem_release, first_packet_length (read in 4.14 to
 * 7.1.5).
 *
 * @param reader the reader's private queue
 * @param incoming what arrived since
 * @param charged sk_rmem_alloc, in bytes of truesize
 * @param deficit what was read but is still charged, in bytes (forward_deficit)
 */
record ReceiveQueue(Fifo<SkBuff> reader, Fifo<SkBuff> incoming, int charged, int deficit) {
  static final ReceiveQueue EMPTY = new ReceiveQueue(Fifo.empty(), Fifo.empty(), 0, 0);

  boolean isEmpty() {
    return reader.isEmpty() && incoming.isEmpty();
  }

  int size() {
    return reader.size() + incoming.size();
  }

  /** The oldest datagram. */
  Optional<SkBuff> head() {
    return reader.isEmpty() ? incoming.peek() : reader.peek();
  }

  /** Oldest first. */
  List<SkBuff> items() {
    List<SkBuff> items = new ArrayList<>(reader.items());
    items.addAll(incoming.items());
    return items;
  }

  ReceiveQueue enqueue(SkBuff skb) {
    return new ReceiveQueue(reader, incoming.add(skb), charged + skb.truesize(), deficit);
  }

  /**
   * Makes the head the reader's, as every look at the queue does where there is a reader's queue.
   */
  ReceiveQueue refilled(ChargeReturned rule) {
    return rule == ChargeReturned.AT_QUARTER_READER_QUEUE && reader.isEmpty() && !incoming.isEmpty()
        ? new ReceiveQueue(incoming, Fifo.empty(), charged, deficit)
        : this;
  }

  /**
   * After a look for a datagram: all of incoming is the reader's if it was not found there.
   *
   * @param index its place in the queue; the queue's size if it was not found at all
   */
  ReceiveQueue lookedFor(int index, ChargeReturned rule) {
    return rule == ChargeReturned.AT_QUARTER_READER_QUEUE
            && index >= reader.size()
            && !incoming.isEmpty()
        ? new ReceiveQueue(reader.addAll(incoming), Fifo.empty(), charged, deficit)
        : this;
  }

  /** With another datagram in a place, the same but for its marks. */
  ReceiveQueue with(int index, SkBuff skb) {
    return index < reader.size()
        ? new ReceiveQueue(reader.with(index, skb), incoming, charged, deficit)
        : new ReceiveQueue(reader, incoming.with(index - reader.size(), skb), charged, deficit);
  }

  /**
   * Without the head, its charge given back when the kernel does that.
   *
   * @param limit the receive buffer limit, in bytes
   */
  ReceiveQueue dequeue(ChargeReturned rule, int limit) {
    return switch (rule) {
      case AT_READ ->
          new ReceiveQueue(reader, incoming.tail(), charged - head().orElseThrow().truesize(), 0);
      case AT_QUARTER -> {
        int owed = deficit + incoming.head().truesize();
        Fifo<SkBuff> rest = incoming.tail();
        yield rest.isEmpty() || owed >= limit / 4
            ? new ReceiveQueue(reader, rest, charged - owed, 0)
            : new ReceiveQueue(reader, rest, charged, owed);
      }
      case AT_QUARTER_READER_QUEUE -> {
        ReceiveQueue full = refilled(rule);
        int owed = full.deficit + full.reader.head().truesize();
        Fifo<SkBuff> rest = full.reader.tail();
        yield rest.isEmpty() || owed >= limit / 4
            ? new ReceiveQueue(rest.addAll(full.incoming), Fifo.empty(), charged - owed, 0)
            : new ReceiveQueue(rest, full.incoming, charged, owed);
      }
    };
  }

  ReceiveQueue bind(Hole hole, int number) {
    return isEmpty()
        ? this
        : new ReceiveQueue(
            reader.map(skb -> skb.bind(hole, number)),
            incoming.map(skb -> skb.bind(hole, number)),
            charged,
            deficit);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof ReceiveQueue that
            && that.charged == charged
            && that.deficit == deficit
            && that.reader.equals(reader)
            && that.incoming.equals(incoming));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * reader.hashCode() + incoming.hashCode()) + charged) + deficit;
  }
}
