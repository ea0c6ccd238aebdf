// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import java.util.Arrays;

/**
 * The states that were visited, each with a number: a host's number and a row of results, a byte
 * each. Open addressing over flat arrays; a state costs 12 bytes and its row.
 */
final class StateTable {
  private static final int FREE = -1;
  private static final int FIRST = 1 << 10;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final int words;
  private final int most;
  private long[] rows;
  private int[] hosts = new int[FIRST];
  private int[] slots = new int[2 * FIRST];
  private int size;

  /**
   * A table without states.
   *
   * @param words how many longs a row has
   * @param most the most states that it takes
   */
  StateTable(int words, int most) {
    this.words = words;
    this.most = most;
    this.rows = new long[words * FIRST];
    Arrays.fill(slots, FREE);
  }

  int size() {
    return size;
  }

  /** How many longs a row has. */
  int words() {
    return words;
  }

  int host(int state) {
    return hosts[state];
  }

  /** Copies a state's row. */
  void row(int state, long[] into) {
    System.arraycopy(rows, state * words, into, 0, words);
  }

  /**
   * The number of a state, which may be the next one.
   *
   * @throws TooManyStates if there is no room for it
   */
  int number(int host, long[] row) {
    int mask = slots.length - 1;
    int at = hash(host, row, 0) & mask;
    for (int state = slots[at]; state != FREE; state = slots[at]) {
      if (isSame(state, host, row)) {
        return state;
      }
      at = (at + 1) & mask;
    }
    if (size == most) {
      throw new TooManyStates("more than " + most + " states");
    }
    slots[at] = size;
    add(host, row);
    return size - 1;
  }

  private boolean isSame(int state, int host, long[] row) {
    if (hosts[state] != host) {
      return false;
    }
    for (int i = 0, at = state * words; i < words; i++, at++) {
      if (rows[at] != row[i]) {
        return false;
      }
    }
    return true;
  }

  private void add(int host, long[] row) {
    if (size == hosts.length) {
      hosts = Arrays.copyOf(hosts, 2 * size);
      rows = Arrays.copyOf(rows, 2 * size * words);
    }
    hosts[size] = host;
    System.arraycopy(row, 0, rows, size * words, words);
    size++;
    if (2 * size > slots.length) {
      rehash();
    }
  }

  private void rehash() {
    int[] wider = new int[2 * slots.length];
    Arrays.fill(wider, FREE);
    int mask = wider.length - 1;
    for (int state = 0; state < size; state++) {
      int at = hash(hosts[state], rows, state * words) & mask;
      while (wider[at] != FREE) {
        at = (at + 1) & mask;
      }
      wider[at] = state;
    }
    slots = wider;
  }

  private int hash(int host, long[] from, int start) {
    long hash = host * MIX;
    for (int i = 0; i < words; i++) {
      hash = (hash ^ from[start + i]) * MIX;
      hash ^= hash >>> 32;
    }
    return (int) (hash ^ hash >>> 17);
  }
}
