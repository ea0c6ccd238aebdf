// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.script.Location;

/**
 * An expectation with everything in it resolved.
 *
 * @param blocks whether the call is expected to sleep
 * @param wanted the allowed results; empty if nothing is said of the result
 * @param counters what the counters of the UDP tables must have moved by, and no others; absent if
 *     nothing is said
 */
public record Stated(
    Location location,
    boolean blocks,
    List<Wanted> wanted,
    Optional<Counters> counters,
    Guarded guard) {
  public Stated {
    wanted = List.copyOf(wanted);
  }

  /**
   * Whether counters that moved are the ones stated; columns that a kernel lacks are left aside.
   */
  public boolean allows(Counters moved, Set<Counter> present) {
    if (counters.isEmpty()) {
      return true;
    }
    for (Map.Entry<Counter, Long> entry : counters.get().asMap().entrySet()) {
      if (present.contains(entry.getKey()) && moved.get(entry.getKey()) != entry.getValue()) {
        return false;
      }
    }
    for (Counter counter : moved.asMap().keySet()) {
      if (counters.get().get(counter) == 0) {
        return false;
      }
    }
    return true;
  }
}
