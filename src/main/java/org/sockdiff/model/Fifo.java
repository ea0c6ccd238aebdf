// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable queue of datagrams: adding and taking cost a constant on average, whatever its
 * length, and its hash is kept up to date on the way.
 */
final class Fifo {
  static final Fifo EMPTY = new Fifo(null, null, 0, 0);

  /**
   * An odd number has an inverse modulo 2^64, so the first item's share can be divided out again.
   */
  private static final long BASE = 0x9e3779b97f4a7c15L;

  private static final long INVERSE = inverse(BASE);

  private final @Nullable Cell front;
  private final @Nullable Cell back;
  private final int size;
  private final long hash;

  private Fifo(@Nullable Cell front, @Nullable Cell back, int size, long hash) {
    this.front = front;
    this.back = back;
    this.size = size;
    this.hash = hash;
  }

  private record Cell(SkBuff item, @Nullable Cell next) {}

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  Fifo add(SkBuff item) {
    long added = hash + share(item) * power(size);
    return front == null
        ? new Fifo(new Cell(item, null), null, 1, added)
        : new Fifo(front, new Cell(item, back), size + 1, added);
  }

  Fifo addAll(Fifo other) {
    if (isEmpty()) {
      return other;
    }
    Fifo all = this;
    for (SkBuff item : other.items()) {
      all = all.add(item);
    }
    return all;
  }

  /** The oldest item; only of a queue that is not empty. */
  SkBuff head() {
    return Objects.requireNonNull(front, "an empty queue has no head").item;
  }

  Optional<SkBuff> peek() {
    return front == null ? Optional.empty() : Optional.of(front.item);
  }

  /** Without the oldest item. */
  Fifo tail() {
    Cell first = Objects.requireNonNull(front, "an empty queue has no tail");
    long rest = (hash - share(first.item)) * INVERSE;
    if (first.next != null) {
      return new Fifo(first.next, back, size - 1, rest);
    }
    return size == 1 ? EMPTY : new Fifo(reversed(back), null, size - 1, rest);
  }

  /** With another item in the oldest one's place. */
  Fifo withHead(SkBuff item) {
    Cell first = Objects.requireNonNull(front, "an empty queue has no head");
    return new Fifo(new Cell(item, first.next), back, size, hash - share(first.item) + share(item));
  }

  /** With another item in a place, counted from the oldest. */
  Fifo with(int index, SkBuff item) {
    if (index == 0) {
      return withHead(item);
    }
    Fifo all = EMPTY;
    for (SkBuff old : items()) {
      all = all.add(all.size == index ? item : old);
    }
    return all;
  }

  Fifo map(UnaryOperator<SkBuff> change) {
    Fifo all = EMPTY;
    for (SkBuff item : items()) {
      all = all.add(change.apply(item));
    }
    return all;
  }

  /** The items, oldest first. */
  List<SkBuff> items() {
    List<SkBuff> items = new ArrayList<>(size);
    for (Cell cell = front; cell != null; cell = cell.next) {
      items.add(cell.item);
    }
    for (Cell cell = reversed(back); cell != null; cell = cell.next) {
      items.add(cell.item);
    }
    return items;
  }

  private static @Nullable Cell reversed(@Nullable Cell cells) {
    Cell result = null;
    for (Cell cell = cells; cell != null; cell = cell.next) {
      result = new Cell(cell.item, result);
    }
    return result;
  }

  private static long share(SkBuff item) {
    return item.hashCode() * 0xff51afd7ed558ccdL + 1;
  }

  private static long power(int exponent) {
    long result = 1;
    long base = BASE;
    for (int rest = exponent; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        result *= base;
      }
      base *= base;
    }
    return result;
  }

  private static long inverse(long odd) {
    long result = odd;
    for (int i = 0; i < 5; i++) {
      result *= 2 - odd * result;
    }
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Fifo that
            && that.size == size
            && that.hash == hash
            && that.items().equals(items()));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }
}
