// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.sys;

import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;

/** What the counters of a namespace stand at; written over by each reading. */
@SuppressWarnings("EnumOrdinal") // an EnumMap would make an object of each number
public final class CounterValues {
  private static final Counter[] COUNTERS = Counter.values();

  private final long[] values = new long[COUNTERS.length];

  public void set(Counter counter, long value) {
    values[counter.ordinal()] = value;
  }

  public long get(Counter counter) {
    return values[counter.ordinal()];
  }

  /** Takes over what others stand at. */
  public void copy(CounterValues others) {
    System.arraycopy(others.values, 0, values, 0, values.length);
  }

  /** By how much the counters moved since an earlier reading. */
  public Counters since(CounterValues earlier) {
    Counters moved = Counters.NONE;
    for (int i = 0; i < values.length; i++) {
      long by = values[i] - earlier.values[i];
      if (by != 0) {
        moved = moved.plus(COUNTERS[i], by);
      }
    }
    return moved;
  }
}
