// SPDX-License-Identifier: Apache-2.0
package org.sockdiff.target;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sockdiff.abi.Outcome;
import org.sockdiff.op.Call;

/**
 * One thread's part in a race: its calls, and what became of them. The thread fills it in; it is
 * read when the thread is back.
 */
final class Heat {
  private final List<Call> calls;
  private final StartLine start;
  private final Jitter jitter;
  private final AtomicLong clock;
  private final @Nullable Outcome[] outcomes;
  private final long[] called;
  private final long[] returned;
  private final long[] micros;
  private volatile boolean cutShort;
  private int made;

  /**
   * A part.
   *
   * @param clock counts calls and returns of all threads, so that they can be put in order
   */
  Heat(List<Call> calls, StartLine start, Jitter jitter, AtomicLong clock) {
    this.calls = calls;
    this.start = start;
    this.jitter = jitter;
    this.clock = clock;
    outcomes = new Outcome[calls.size()];
    called = new long[calls.size()];
    returned = new long[calls.size()];
    micros = new long[calls.size()];
  }

  /** Makes one call. */
  interface Maker {
    Outcome make(Call call);
  }

  /** Makes the calls; on the thread whose part it is. */
  void run(Maker maker) {
    start.await();
    for (int i = 0; i < outcomes.length && !cutShort; i++) {
      jitter.pause();
      long began = System.nanoTime();
      called[i] = clock.incrementAndGet();
      made = i + 1;
      outcomes[i] = maker.make(calls.get(i));
      returned[i] = clock.incrementAndGet();
      micros[i] = (System.nanoTime() - began) / 1000;
    }
  }

  /** The part is over and can be looked at; the answer is whether all of the race are. */
  boolean leave() {
    return start.leave();
  }

  /** No more calls after the present one. */
  void cutShort() {
    cutShort = true;
  }

  /** How many calls were made. */
  int made() {
    return made;
  }

  Call call(int nth) {
    return calls.get(nth);
  }

  /** How a call that was made ended. */
  Outcome outcome(int nth) {
    Outcome outcome = outcomes[nth];
    if (outcome == null) {
      throw new IllegalStateException("the call " + calls.get(nth) + " could not be made");
    }
    return outcome;
  }

  /** When a call was made, on the common clock. */
  long called(int nth) {
    return called[nth];
  }

  /** When it returned. */
  long returned(int nth) {
    return returned[nth];
  }

  long micros(int nth) {
    return micros[nth];
  }
}
