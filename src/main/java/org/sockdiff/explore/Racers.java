// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sockdiff.model.Host;
import org.sockdiff.op.Call;

/**
 * The threads of a race, and the places for their calls' results: one for each call in the order of
 * the race's lines, then one for each thread that was in a call before the race began.
 */
final class Racers {
  private final List<Call> calls;
  private final int[] threads;
  private final int[][] slots;
  private final int size;

  /**
   * The racers.
   *
   * @param sleepers how many threads there may be in calls: those below this number
   */
  Racers(Host start, List<Call> calls, int sleepers) {
    this.calls = List.copyOf(calls);
    List<int[]> found = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (int thread : calls.stream().map(Call::thread).distinct().sorted().toList()) {
      ids.add(thread);
      found.add(
          IntStream.range(0, calls.size()).filter(i -> calls.get(i).thread() == thread).toArray());
    }
    int next = calls.size();
    for (int thread = 0; thread < sleepers; thread++) {
      if (start.isInCall(thread)) {
        if (ids.contains(thread)) {
          throw new IllegalArgumentException("thread " + thread + " is in a call already");
        }
        ids.add(thread);
        found.add(new int[] {next++});
      }
    }
    threads = ids.stream().mapToInt(Integer::intValue).toArray();
    slots = found.toArray(new int[0][]);
    size = next;
  }

  /** How many threads there are. */
  int count() {
    return threads.length;
  }

  /** The script's number of a racer. */
  int thread(int racer) {
    return threads[racer];
  }

  /** Where the results of a racer's calls stand, in their order. */
  int[] slots(int racer) {
    return slots[racer];
  }

  /** Whose call's result stands in a place. */
  int racer(int slot) {
    for (int racer = 0; racer < threads.length; racer++) {
      if (Arrays.stream(slots[racer]).anyMatch(own -> own == slot)) {
        return racer;
      }
    }
    throw new IllegalArgumentException("no place " + slot);
  }

  /** How many results there are. */
  int size() {
    return size;
  }

  /** Whether the call in a place is one that was made before the race. */
  boolean isEarlier(int slot) {
    return slot >= calls.size();
  }

  /** The call in a place; only if it is not {@link #isEarlier}. */
  Call call(int slot) {
    return calls.get(slot);
  }
}
