// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.List;
import java.util.Optional;
import org.sockdiff.op.Program;

/**
 * What was seen of one case.
 *
 * @param trouble why it could not be seen to its end; the events are those before
 */
public record Recording(Program program, List<Event> events, Optional<String> trouble) {
  public Recording {
    events = List.copyOf(events);
  }
}
