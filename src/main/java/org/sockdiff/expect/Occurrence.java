// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.expect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sockdiff.abi.Counter;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.op.Stated;
import org.sockdiff.op.Wanted;
import org.sockdiff.rule.Profile;

/**
 * What was seen of one action of a case.
 *
 * @param call the call that it makes or looks at
 * @param outcome how the call ended; absent if it was not seen to
 * @param slept whether it was seen asleep
 * @param gaveUp whether it was interrupted because it did not return
 * @param moved by how much the counters moved; absent if they were not read
 * @param addresses where the sockets were bound then, by {@link Fd#id}
 */
record Occurrence(
    Program.Action action,
    Call call,
    Optional<Outcome> outcome,
    boolean slept,
    boolean gaveUp,
    Optional<Counters> moved,
    Map<Integer, SockAddr> addresses) {
  Occurrence {
    addresses = Map.copyOf(addresses);
  }

  /** The expectation that counts on a kernel. */
  Optional<Stated> stated(Profile kernel) {
    return action.stated().stream().filter(stated -> stated.guard().holds(kernel)).findFirst();
  }

  /** Whether the result is one of those stated, or nothing is. */
  boolean resultMeets(Stated stated) {
    if (action instanceof Program.Sleeping || (stated.blocks() && outcome.isEmpty())) {
      return slept;
    }
    if (stated.blocks()) {
      return false;
    }
    return stated.wanted().isEmpty()
        || outcome
            .filter(end -> stated.wanted().stream().anyMatch(w -> w.matches(end, names())))
            .isPresent();
  }

  /** Whether the counters moved as stated, or nothing is. */
  boolean countersMeet(Stated stated, Set<Counter> present) {
    return moved.isEmpty() || stated.allows(moved.get(), present);
  }

  Wanted.Names names() {
    return this::addressOf;
  }

  private SockAddr addressOf(Fd fd) {
    return addresses.getOrDefault(fd.id(), SockAddr.NONE);
  }
}
