// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.op;

import java.util.List;
import java.util.Optional;
import org.sockdiff.abi.Outcome;
import org.sockdiff.script.Location;
import org.sockdiff.script.Statement.Frequency;

/**
 * An outcome of a race that an author names, and how often it may be seen.
 *
 * @param ends how each call ends, in the order of the race's lines; absent where it sleeps when
 *     everything is quiet
 * @param text as the author wrote it
 */
public record NamedOutcome(
    Location location,
    Frequency frequency,
    List<Optional<Wanted>> ends,
    Guarded guard,
    String text) {
  public NamedOutcome {
    ends = List.copyOf(ends);
  }

  /** How one call of a race ended. */
  public interface End {
    /** The outcome; absent if the call did not return. */
    Optional<Outcome> outcome();

    /** Whether the call was made and sleeps. */
    boolean sleeps();
  }

  /** Whether these ends of the race's calls are this outcome. */
  public boolean matches(List<? extends End> seen, Wanted.Names names) {
    for (int i = 0; i < ends.size(); i++) {
      if (!matches(ends.get(i), seen.get(i), names)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Optional<Wanted> wanted, End seen, Wanted.Names names) {
    return wanted
        .map(
            one ->
                one.isAnything()
                    || seen.outcome().filter(outcome -> one.matches(outcome, names)).isPresent())
        .orElseGet(seen::sleeps);
  }
}
