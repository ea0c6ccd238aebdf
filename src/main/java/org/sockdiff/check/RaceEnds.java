// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockdiff.explore.End;
import org.sockdiff.model.Host;
import org.sockdiff.op.Program;
import org.sockdiff.target.Event;

/** How the calls of a race ended, and texts of that. */
public final class RaceEnds {
  /** What stands for a call that was not made. */
  static final String NOT_MADE = "-";

  private static final int OTHER_KIND = 2000;

  private RaceEnds() {}

  /** The ends that were seen, in the order of the race's lines; a list that may be changed. */
  static List<End> seen(Program.Race race, List<Event> events) {
    End[] ends = new End[race.calls().size()];
    Arrays.fill(ends, End.NOT_MADE);
    for (int thread : race.threads()) {
      int at = -1;
      boolean over = true;
      for (Event event : events) {
        if (event instanceof Event.Called called && called.thread() == thread) {
          at = after(race, at, thread);
          ends[at] = End.ASLEEP;
          over = false;
        } else if (event instanceof Event.Returned returned
            && returned.thread() == thread
            && !over) {
          ends[at] = new End.Returned(returned.outcome());
          over = true;
        } else if (event instanceof Event.Blocked blocked && blocked.thread() == thread) {
          over = true;
        }
      }
    }
    return Arrays.asList(ends);
  }

  private static int after(Program.Race race, int at, int thread) {
    int next = at + 1;
    while (race.calls().get(next).thread() != thread) {
      next++;
    }
    return next;
  }

  /** {@code "one", EAGAIN, blocks}: as a line of {@code outcomes} has it. */
  public static String text(OutcomeText text, Program.Race race, List<End> ends, Host host) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < race.calls().size(); i++) {
      int call = i;
      End end = ends.get(i);
      texts.add(
          end.outcome()
              .map(o -> text.of(race.calls().get(call), o, host).replaceFirst("^= ", ""))
              .orElse(end.sleeps() ? OutcomeText.BLOCKS : NOT_MADE));
    }
    return String.join(", ", texts);
  }

  /** How far the ends of a race's calls are from others. */
  public static int distance(List<? extends End> one, List<? extends End> other, int calls) {
    int sum = 0;
    for (int i = 0; i < calls; i++) {
      End a = one.get(i);
      End b = other.get(i);
      sum +=
          a.outcome().isPresent() && b.outcome().isPresent()
              ? Distance.between(a.outcome().get(), b.outcome().get())
              : a.equals(b) ? 0 : OTHER_KIND;
    }
    return sum;
  }
}
