// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.expect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockdiff.abi.Counters;
import org.sockdiff.abi.Outcome;
import org.sockdiff.abi.SockAddr;
import org.sockdiff.op.Call;
import org.sockdiff.op.Fd;
import org.sockdiff.op.Program;
import org.sockdiff.target.Event;
import org.sockdiff.target.Recording;

/** Reads a recording action by action. */
final class Occurrences {
  private final Program program;
  private final Map<Integer, SockAddr> addresses = new HashMap<>();
  private final Map<Integer, Call> calls = new HashMap<>();
  private final Map<Integer, Outcome> ends = new HashMap<>();
  private final List<Occurrence> occurrences = new ArrayList<>();

  private Occurrences(Program program) {
    this.program = program;
  }

  /** The actions that were seen to their end, in order. */
  static List<Occurrence> of(Recording recording) {
    Occurrences reading = new Occurrences(recording.program());
    List<Event> events = recording.events();
    int at = 0;
    while (at < events.size()) {
      int end = at;
      while (end < events.size() && events.get(end).action() == events.get(at).action()) {
        end++;
      }
      if (end < events.size() || recording.trouble().isEmpty()) {
        reading.read(events.subList(at, end));
      }
      at = end;
    }
    return reading.occurrences;
  }

  private void read(List<Event> events) {
    Program.Action action = program.actions().get(events.get(0).action());
    if (action instanceof Program.Do made) {
      calls.put(action.thread(), made.call());
      ends.remove(action.thread());
    }
    boolean slept = false;
    boolean gaveUp = false;
    Optional<Counters> moved = Optional.empty();
    for (Event event : events) {
      if (event instanceof Event.Returned returned) {
        returned(returned);
      } else if (event instanceof Event.Blocked blocked && blocked.thread() == action.thread()) {
        slept = true;
        gaveUp |= blocked.deadline();
      } else if (event instanceof Event.Counted counted) {
        moved = Optional.of(counted.moved());
      }
    }
    Call call = calls.get(action.thread());
    if (call != null) {
      occurrences.add(
          new Occurrence(
              action,
              call,
              Optional.ofNullable(ends.get(action.thread())),
              slept,
              gaveUp,
              moved,
              addresses));
    }
  }

  private void returned(Event.Returned event) {
    ends.put(event.thread(), event.outcome());
    Call call = calls.get(event.thread());
    Optional<Fd> fd = call == null ? Optional.empty() : call.descriptor();
    if (fd.isPresent() && event.sockname().isPresent()) {
      addresses.put(fd.get().id(), event.sockname().get());
    }
  }
}
