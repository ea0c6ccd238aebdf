// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.abi;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** By how much counters moved: an immutable map in which what did not move is absent. */
public final class Counters {
  public static final Counters NONE = new Counters(0, new long[0]);

  private final long moved;
  private final long[] amounts;

  private Counters(long moved, long[] amounts) {
    this.moved = moved;
    this.amounts = amounts;
  }

  public boolean isEmpty() {
    return moved == 0;
  }

  /** How far a counter moved, 0 if not. */
  public long get(Counter counter) {
    long bit = 1L << counter.index();
    return (moved & bit) == 0 ? 0 : amounts[Long.bitCount(moved & (bit - 1))];
  }

  /** These with one counter moved further. */
  public Counters plus(Counter counter, long amount) {
    if (amount == 0) {
      return this;
    }
    long bit = 1L << counter.index();
    int at = Long.bitCount(moved & (bit - 1));
    if ((moved & bit) != 0) {
      return amounts[at] + amount == 0 ? without(bit, at) : with(at, amounts[at] + amount);
    }
    long[] more = new long[amounts.length + 1];
    System.arraycopy(amounts, 0, more, 0, at);
    more[at] = amount;
    System.arraycopy(amounts, at, more, at + 1, amounts.length - at);
    return new Counters(moved | bit, more);
  }

  private Counters with(int at, long amount) {
    long[] changed = amounts.clone();
    changed[at] = amount;
    return new Counters(moved, changed);
  }

  private Counters without(long bit, int at) {
    long[] fewer = new long[amounts.length - 1];
    System.arraycopy(amounts, 0, fewer, 0, at);
    System.arraycopy(amounts, at + 1, fewer, at, fewer.length - at);
    return fewer.length == 0 ? NONE : new Counters(moved & ~bit, fewer);
  }

  /** Only those of the given counters. */
  public Counters only(Collection<Counter> wanted) {
    Counters result = this;
    for (Counter counter : asMap().keySet()) {
      if (!wanted.contains(counter)) {
        result = result.plus(counter, -get(counter));
      }
    }
    return result;
  }

  /** What moved, in the order of the tables' columns. */
  public Map<Counter, Long> asMap() {
    Map<Counter, Long> map = new EnumMap<>(Counter.class);
    for (long rest = moved; rest != 0; rest &= rest - 1) {
      Counter counter = Counter.at(Long.numberOfTrailingZeros(rest));
      map.put(counter, get(counter));
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counters that
        && that.moved == moved
        && Arrays.equals(that.amounts, amounts);
  }

  @Override
  public int hashCode() {
    return moved == 0 ? 0 : 31 * Long.hashCode(moved) + Arrays.hashCode(amounts);
  }

  /** As a script writes it: {@code { Udp.InDatagrams +1 }}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    asMap()
        .forEach(
            (counter, amount) ->
                text.append(text.length() == 1 ? " " : ", ")
                    .append(counter.text())
                    .append(amount < 0 ? " " : " +")
                    .append(amount));
    return text.append(" }").toString();
  }
}
