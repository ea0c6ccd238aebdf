// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.check;

import java.util.Map;
import java.util.TreeMap;
import org.sockdiff.abi.Outcome;
import org.sockdiff.model.Host;

/**
 * A state that is consistent with everything seen so far.
 *
 * @param finished how calls ended that were not seen to end yet, by thread
 */
record Candidate(Host host, Map<Integer, Outcome> finished) {
  static Candidate of(Host host) {
    return new Candidate(host, Map.of());
  }

  Candidate with(Host other) {
    return new Candidate(other, finished);
  }

  /** A thread's call ended so. */
  Candidate finish(int thread, Outcome outcome, Host other) {
    Map<Integer, Outcome> more = new TreeMap<>(finished);
    more.put(thread, outcome);
    return new Candidate(other, more);
  }

  /** A thread's end was seen. */
  Candidate seen(int thread, Host other) {
    if (finished.size() == 1 && finished.containsKey(thread)) {
      return of(other);
    }
    Map<Integer, Outcome> fewer = new TreeMap<>(finished);
    fewer.remove(thread);
    return new Candidate(other, fewer);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Candidate that
            && that.host.equals(host)
            && that.finished.equals(finished));
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + finished.hashCode();
  }
}
