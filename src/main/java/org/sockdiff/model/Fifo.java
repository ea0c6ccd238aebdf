// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable queue: adding and taking cost a constant on average, whatever its length, and its
 * hash is kept up to date on the way.
 */
final class Fifo<T> {
  private static final Fifo<?> NOTHING = new Fifo<>(null, null, 0, 0);

  /**
   * An odd number has an inverse modulo 2^64, so the first item's share can be divided out again.
   */
  private static final long BASE = 0x9e3779b97f4a7c15L;

  private static final long INVERSE = inverse(BASE);

  private final @Nullable Cell<T> front;
  private final @Nullable Cell<T> back;
  private final int size;
  private final long hash;

  private Fifo(@Nullable Cell<T> front, @Nullable Cell<T> back, int size, long hash) {
    this.front = front;
    this.back = back;
    this.size = size;
    this.hash = hash;
  }

  private record Cell<T>(T item, @Nullable Cell<T> next) {}

  /** A queue without items. */
  @SuppressWarnings("unchecked") // it has no item of any type
  static <T> Fifo<T> empty() {
    return (Fifo<T>) NOTHING;
  }

  /** A queue of these items, oldest first. */
  static <T> Fifo<T> of(List<T> items) {
    Fifo<T> all = empty();
    for (T item : items) {
      all = all.add(item);
    }
    return all;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  Fifo<T> add(T item) {
    long added = hash + share(item) * power(size);
    return front == null
        ? new Fifo<>(new Cell<>(item, null), null, 1, added)
        : new Fifo<>(front, new Cell<>(item, back), size + 1, added);
  }

  Fifo<T> addAll(Fifo<T> other) {
    if (isEmpty()) {
      return other;
    }
    Fifo<T> all = this;
    for (T item : other.items()) {
      all = all.add(item);
    }
    return all;
  }

  /** The oldest item; only of a queue that is not empty. */
  T head() {
    return Objects.requireNonNull(front, "an empty queue has no head").item;
  }

  Optional<T> peek() {
    return front == null ? Optional.empty() : Optional.of(front.item);
  }

  /** Without the oldest item. */
  Fifo<T> tail() {
    Cell<T> first = Objects.requireNonNull(front, "an empty queue has no tail");
    long rest = (hash - share(first.item)) * INVERSE;
    if (first.next != null) {
      return new Fifo<>(first.next, back, size - 1, rest);
    }
    return size == 1 ? empty() : new Fifo<>(reversed(back), null, size - 1, rest);
  }

  /** With another item in the oldest one's place. */
  Fifo<T> withHead(T item) {
    Cell<T> first = Objects.requireNonNull(front, "an empty queue has no head");
    return new Fifo<>(
        new Cell<>(item, first.next), back, size, hash - share(first.item) + share(item));
  }

  /** With another item in a place, counted from the oldest. */
  Fifo<T> with(int index, T item) {
    if (index == 0) {
      return withHead(item);
    }
    Fifo<T> all = empty();
    for (T old : items()) {
      all = all.add(all.size == index ? item : old);
    }
    return all;
  }

  Fifo<T> map(UnaryOperator<T> change) {
    Fifo<T> all = empty();
    for (T item : items()) {
      all = all.add(change.apply(item));
    }
    return all;
  }

  /** The items, oldest first. */
  List<T> items() {
    List<T> items = new ArrayList<>(size);
    for (Cell<T> cell = front; cell != null; cell = cell.next) {
      items.add(cell.item);
    }
    for (Cell<T> cell = reversed(back); cell != null; cell = cell.next) {
      items.add(cell.item);
    }
    return items;
  }

  private static <T> @Nullable Cell<T> reversed(@Nullable Cell<T> cells) {
    Cell<T> result = null;
    for (Cell<T> cell = cells; cell != null; cell = cell.next) {
      result = new Cell<>(cell.item, result);
    }
    return result;
  }

  private static long share(Object item) {
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
        || (other instanceof Fifo<?> that
            && that.size == size
            && that.hash == hash
            && that.items().equals(items()));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }
}
