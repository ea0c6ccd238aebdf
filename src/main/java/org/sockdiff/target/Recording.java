// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.List;
import java.util.Optional;
import org.sockdiff.op.Program;
import org.sockdiff.script.Location;

/**
 * What was seen of one case.
 *
 * @param trouble why it could not be seen to its end; the events are those before
 */
public record Recording(Program program, List<Event> events, Optional<String> trouble) {
  public Recording {
    events = List.copyOf(events);
  }

  /** Where the trouble was: at the action that was not seen to its end, or not begun. */
  public Optional<Location> stoppedAt() {
    if (trouble.isEmpty() || events.isEmpty()) {
      return Optional.empty();
    }
    Event last = events.get(events.size() - 1);
    int action = last.action() + (last instanceof Event.Counted ? 1 : 0);
    return action < program.actions().size()
        ? Optional.of(program.actions().get(action).location())
        : Optional.empty();
  }
}
