// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sockdiff.op.Call;
import org.sockdiff.op.Program;

/** Which call each event is about: in a race a thread makes several, in their order. */
public final class MadeCalls {
  private final Program program;
  private final Map<Integer, Integer> made = new TreeMap<>();
  private final Map<Integer, Call> last = new TreeMap<>();
  private int action = -1;

  public MadeCalls(Program program) {
    this.program = program;
  }

  /** The call that a thread makes now in an action; empty if it makes none, or no more. */
  public Optional<Call> next(int index, int thread) {
    if (index != action) {
      action = index;
      made.clear();
    }
    List<Call> calls = calls(program.actions().get(index), thread);
    int nth = made.merge(thread, 1, Integer::sum) - 1;
    if (nth >= calls.size()) {
      return Optional.empty();
    }
    last.put(thread, calls.get(nth));
    return Optional.of(calls.get(nth));
  }

  private static List<Call> calls(Program.Action action, int thread) {
    if (action instanceof Program.Race race) {
      return race.callsOf(thread);
    }
    return action instanceof Program.Do made && made.thread() == thread
        ? List.of(made.call())
        : List.of();
  }

  /** The call that a thread made last; empty if it made none. */
  public Optional<Call> last(int thread) {
    return Optional.ofNullable(last.get(thread));
  }
}
